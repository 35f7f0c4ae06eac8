package io.tributary.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.product.ProductBed;
import io.tributary.faults.scenarios.Acceptance;
import io.tributary.faults.scenarios.ControlLoss;
import io.tributary.faults.scenarios.Discards;
import io.tributary.faults.scenarios.Outcome;
import io.tributary.faults.scenarios.Pauses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The small tier of the whole product: one platform, struck in several ways one after another. */
class ProductFaultsIT {
  private static final long SEED = 20_261_125;
  private static ProductBed bed;

  @BeforeAll
  @Timeout(600)
  static void start() throws Exception {
    // Kept, so that a failure can be read.
    var folder =
        Files.createTempDirectory(Files.createDirectories(Path.of("target/faults")), "product-");
    bed = ProductBed.start(folder, 1, Map.of());
  }

  @AfterAll
  static void end() throws Exception {
    if (bed != null) {
      bed.close();
    }
  }

  @Test
  @Timeout(300)
  void whatWasAnsweredWithA2xxArrivesWhoeverIsKilled() throws Exception {
    assertKept(Acceptance.small(SEED).run(bed, System.out));
  }

  @Test
  @Timeout(300)
  void messagesFlowAndCommandsAreWholeWithoutPlatformOrDatabase() throws Exception {
    assertKept(ControlLoss.small(SEED).run(bed, System.out));
  }

  @Test
  @Timeout(300)
  void aFlowThatIsPausedLosesNothing() throws Exception {
    assertKept(Pauses.small(SEED).run(bed, System.out));
  }

  @Test
  @Timeout(300)
  void whatIsDiscardedIsExactlyWhatWasNamed() throws Exception {
    assertKept(Discards.small(SEED).run(bed, System.out));
  }

  private static void assertKept(Outcome outcome) {
    System.out.print(outcome.text());
    assertThat(outcome.isKept()).as(outcome.text()).isTrue();
  }
}
