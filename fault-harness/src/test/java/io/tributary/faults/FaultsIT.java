package io.tributary.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.scenarios.Delivery;
import io.tributary.faults.scenarios.Outcome;
import io.tributary.faults.scenarios.Poison;
import io.tributary.faults.scenarios.SideEffects;
import io.tributary.faults.scenarios.Training;
import io.tributary.faults.scenarios.Zombies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The small tier: real brokers, runners and workers, a few faults, a verdict. */
class FaultsIT {
  private static final long SEED = 20_261_124;

  /** Kept, so that a failure can be read. */
  private final Path folder;

  FaultsIT() throws IOException {
    folder = newFolder("it-");
  }

  @BeforeAll
  static void startAsTheProductDoes() throws Exception {
    Training.ensure(newFolder("training-"), System.out);
  }

  @Test
  @Timeout(600)
  void tenKillsLoseNothingDoubleNothingAndInvertNothing() throws Exception {
    assertKept(Delivery.small(SEED).run(folder, System.out));
  }

  @Test
  @Timeout(400)
  void poisonBecomesADeadLetterOnceAndHoldsUpNobody() throws Exception {
    assertKept(Poison.small(SEED).run(folder, System.out));
  }

  @Test
  @Timeout(400)
  void aStoppedRunnerCannotCommitWhatSomebodyElseHasTakenOver() throws Exception {
    assertKept(Zombies.small(SEED).run(folder, System.out));
  }

  @Test
  @Timeout(400)
  void aTargetSeesOneKeyPerMessageHoweverOftenTheRunnerDiesBeforeItsCommit() throws Exception {
    assertKept(SideEffects.small(SEED).run(folder, System.out));
  }

  @Test
  @Timeout(400)
  void pagesGoOnWhereTheyWereCommittedWhenSomebodyDiesBetweenThem() throws Exception {
    assertKept(Delivery.pages(SEED).run(folder, System.out));
  }

  private static Path newFolder(String prefix) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target/faults")), prefix);
  }

  private static void assertKept(Outcome outcome) {
    System.out.print(outcome.text());
    assertThat(outcome.isKept()).as(outcome.text()).isTrue();
  }
}
