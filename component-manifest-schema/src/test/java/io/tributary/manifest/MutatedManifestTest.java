package io.tributary.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Property: whatever happens to a valid manifest, reading it ends in findings, never in a throw.
 */
class MutatedManifestTest {
  private static final List<String> SHARDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "null",
          "true",
          "0",
          "-1",
          "1e308",
          "\"\"",
          "{}",
          "[]",
          "{\"$ref\":\"#\"}",
          "\\u0000",
          "\\ud800",
          "*",
          "{{x}}",
          "..",
          "/",
          "~",
          "%",
          "#");
  private static final ManifestReader READER = new ManifestReader();

  @Test
  void bentBytesNeverThrow() {
    var random = new Random(20_261_123);
    byte[] valid = Examples.OURS.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 3_000; round++) {
      byte[] bent = valid.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
      }

      assertHolds(READER.read(bent));
    }
  }

  @Test
  void exchangedValuesNeverThrow() {
    var random = new Random(7);
    var tokens = Examples.OURS.split("(?<=[:,\\[{])|(?=[,\\]}])", -1);
    for (int round = 0; round < 5_000; round++) {
      var bent = tokens.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        bent[random.nextInt(bent.length)] = SHARDS.get(random.nextInt(SHARDS.size()));
      }

      assertHolds(READER.read(String.join("", bent).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void assertHolds(Reading reading) {
    boolean errors = reading.allFindings().stream().anyMatch(Finding::refuses);
    assertThat(reading instanceof Reading.Rejected).isEqualTo(errors);
    assertThat(FindingsText.render(reading.allFindings())).doesNotContain("null pointer");
    assertThat(reading.allFindings()).isSorted();
  }
}
