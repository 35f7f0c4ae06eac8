package io.tributary.runtime.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.runtime.deployments.DeploymentState.Failed;
import io.tributary.runtime.deployments.DeploymentState.Paused;
import io.tributary.runtime.deployments.DeploymentState.Planned;
import io.tributary.runtime.deployments.DeploymentState.Running;
import io.tributary.runtime.deployments.DeploymentState.Starting;
import io.tributary.runtime.deployments.DeploymentState.Stopped;
import io.tributary.runtime.deployments.DeploymentState.Stopping;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeploymentStateTest {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LATER = FIRST.plusSeconds(60);

  @Test
  void aDeploymentGoesItsWay() {
    var running = new Planned(FIRST).starting(FIRST).running(LATER);

    assertThat(running).isEqualTo(new Running(LATER));
    assertThat(running.paused(LATER).running(LATER)).isEqualTo(new Running(LATER));
    assertThat(running.stopping(LATER).stopped(LATER)).isEqualTo(new Stopped(LATER));
  }

  @Test
  void whatFailedCanStartAgain() {
    var failed = new Starting(FIRST).failed(LATER, "broker away");

    assertThat(failed).isEqualTo(new Failed(LATER, "broker away"));
    assertThat(failed.starting(LATER)).isEqualTo(new Starting(LATER));
  }

  @Test
  void sayingItTwiceChangesNothing() {
    assertThat(new Running(FIRST).running(LATER)).isEqualTo(new Running(FIRST));
    assertThat(new Paused(FIRST).paused(LATER)).isEqualTo(new Paused(FIRST));
    assertThat(new Stopping(FIRST).stopping(LATER)).isEqualTo(new Stopping(FIRST));
  }

  @Test
  void whatEndedStaysEnded() {
    assertThatThrownBy(() -> new Stopped(FIRST).starting(LATER))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Stopping(FIRST).running(LATER))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Planned(FIRST).paused(LATER))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> new Paused(FIRST).starting(LATER))
        .isInstanceOf(IllegalStateException.class);
  }
}
