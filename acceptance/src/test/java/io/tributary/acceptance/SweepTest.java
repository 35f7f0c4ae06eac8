package io.tributary.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
  private static final String MARK = "CANARY-0a1b2c3d-4e5f";

  @TempDir Path folder;
  private final Sweep sweep = new Sweep(MARK);

  @Test
  void findsEachFormAndNothingElse() {
    sweep.text("log", "password=" + MARK + ";");
    sweep.text("backwards", "f5e4-d3c2b1a0-YRANAC");
    for (var user : new String[] {"", "a", "ab", "abc"}) {
      sweep.text(
          "basic " + user,
          Base64.getEncoder()
              .encodeToString((user + MARK + "!").getBytes(StandardCharsets.US_ASCII)));
    }
    sweep.text("other", "CANARY-0a1b2c3d-4e5e");

    assertThat(sweep.found())
        .containsExactly(
            "log (plain)",
            "backwards (backwards)",
            "basic  (base64 after 0)",
            "basic a (base64 after 1)",
            "basic ab (base64 after 2)",
            "basic abc (base64 after 0)");
  }

  @Test
  void looksIntoArchivesAndOverTheEdgesOfBlocks() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("layer.tar.gz")))) {
      out.write(new byte[(1 << 20) - 7]);
      out.write(MARK.getBytes(StandardCharsets.US_ASCII));
    }

    sweep.files(folder);

    assertThat(sweep.found()).containsExactly(folder.resolve("layer.tar.gz") + " (plain)");
  }
}
