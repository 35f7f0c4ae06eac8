package io.tributary.containers.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CappedLogTest {
  @TempDir private Path folder;

  @Test
  void keepsTheNewestAndSaysWhatItDropped() throws IOException {
    Path file = folder.resolve("log");
    try (var log = new CappedLog(file, 100)) {
      for (int i = 0; i < 100; i++) {
        log.write("line %02d%n".formatted(i).getBytes(UTF_8));
      }
    }

    assertThat(Files.size(file)).isLessThanOrEqualTo(100);
    assertThat(Files.size(CappedLog.olderOf(file))).isLessThanOrEqualTo(100);
    assertThat(Files.readString(file)).contains("bytes dropped before log.1").endsWith("line 99\n");
    assertThat(CappedLog.tail(file, 16)).isEqualTo("line 98\nline 99\n");
    assertThat(CappedLog.tail(file, 150)).hasSize(150);
  }

  @Test
  void hasNoTailBeforeItsStart() throws IOException {
    assertThat(CappedLog.tail(folder.resolve("none"), 100)).isEmpty();
  }
}
