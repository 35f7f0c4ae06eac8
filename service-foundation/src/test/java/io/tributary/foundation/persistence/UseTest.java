package io.tributary.foundation.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who looks across organizations stands in one list, and a person can read it. */
class UseTest {
  private static final Pattern SAID = Pattern.compile("/\\*\\* ([^*]+?) \\*/\\s+([A-Z_]+)[,\\s}]");
  private static final Pattern TOLD =
      Pattern.compile("^\\| `([A-Z_]+)` \\| (.+) \\|$", Pattern.MULTILINE);

  @Test
  void theDocumentHasTheSameList() throws IOException {
    var said = new TreeMap<String, String>();
    SAID.matcher(read("src/main/java/io/tributary/foundation/persistence/Use.java"))
        .results()
        .forEach(use -> said.put(use.group(2), use.group(1)));
    var told = new TreeMap<String, String>();
    TOLD.matcher(read("../docs/tenancy.md"))
        .results()
        .forEach(row -> told.put(row.group(1), row.group(2)));

    assertThat(said.keySet())
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Use.values()).map(Use::name).toList());
    assertThat(told).isEqualTo(Map.copyOf(said));
  }

  private static String read(String path) throws IOException {
    return Files.readString(Path.of(path));
  }
}
