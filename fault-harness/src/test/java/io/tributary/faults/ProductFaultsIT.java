package io.tributary.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.scenarios.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Of the whole product's promises the one that callers rely on most; {@code fault-harness/small}
 * strikes the others.
 */
class ProductFaultsIT {
  private static final long SEED = 20_261_125;

  @Test
  @Timeout(600)
  void whatWasAnsweredWithA2xxArrivesWhoeverIsKilled() throws Exception {
    var outcome = Acceptance.small(SEED).run(newFolder(), System.out);

    System.out.print(outcome.text());
    assertThat(outcome.isKept()).as(outcome.text()).isTrue();
  }

  /** Kept, so that a failure can be read. */
  private static Path newFolder() throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target/faults")), "product-");
  }
}
