package io.tributary.builder.builds;

import static io.tributary.builder.builds.BuildFixtures.ADA;
import static io.tributary.builder.builds.BuildFixtures.BOB;
import static io.tributary.builder.builds.BuildFixtures.NOON;
import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static io.tributary.builder.builds.BuildFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Queued;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.contracts.problems.Blame;
import org.junit.jupiter.api.Test;

class BuildTest {
  private static final Failed FAILED =
      new Failed(new BuildFailure("compile", "compile-failed", "no", Blame.CALLER), NOON);

  @Test
  void claimedBuildRunsForItsWorker() {
    var build = aBuild(1).claimed(ADA, NOON);

    assertThat(build.state()).isEqualTo(new Running(ADA, NOON, 1));
    assertThat(build.runningBy(ADA)).isTrue();
    assertThat(build.runningBy(BOB)).isFalse();
  }

  @Test
  void takingOverCountsTheAttempt() {
    var build = aBuild(1).claimed(ADA, NOON).claimed(BOB, NOON);

    assertThat(build.state()).isEqualTo(new Running(BOB, NOON, 2));
  }

  @Test
  void lateSuccessDoesNotReviveCancelledBuild() {
    var cancelled = aBuild(1).claimed(ADA, NOON).cancelled("eve", NOON);

    assertThat(cancelled.finished(ADA, succeeded())).isEqualTo(cancelled);
  }

  @Test
  void lostWorkersReportChangesNothing() {
    var taken = aBuild(1).claimed(ADA, NOON).claimed(BOB, NOON);

    assertThat(taken.finished(ADA, FAILED)).isEqualTo(taken);
    assertThat(taken.finished(BOB, succeeded()).state()).isEqualTo(succeeded());
  }

  @Test
  void releasedBuildWaitsAgain() {
    var running = aBuild(1).claimed(ADA, NOON);

    assertThat(running.released(BOB, NOON)).isEqualTo(running);
    assertThat(running.released(ADA, NOON).state()).isEqualTo(new Queued(NOON));
  }

  @Test
  void finishedBuildStaysAsItIs() {
    var failed = aBuild(1).claimed(ADA, NOON).finished(ADA, FAILED);

    assertThat(failed.cancelled("eve", NOON)).isEqualTo(failed);
    assertThat(failed.finished(ADA, succeeded())).isEqualTo(failed);
    assertThatThrownBy(() -> failed.claimed(BOB, NOON))
        .isInstanceOf(IllegalTransition.class)
        .hasMessage("Build 1 is failed and cannot become running.");
  }

  @Test
  void endMustBeFinal() {
    var running = aBuild(1).claimed(ADA, NOON);

    assertThatThrownBy(() -> running.finished(ADA, new Queued(NOON)))
        .isInstanceOf(IllegalTransition.class);
  }
}
