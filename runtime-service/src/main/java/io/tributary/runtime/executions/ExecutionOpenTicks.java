package io.tributary.runtime.executions;

import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.topics.RoadWaiting;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.runtime.schedules.OpenTicks;
import io.tributary.runtime.schedules.Tick;
import io.tributary.runtime.topics.Topics;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Open ticks by what is known of their executions, and by the broker where nothing is known. */
@Component
final class ExecutionOpenTicks implements OpenTicks {
  /** A tick of which nothing was heard for so long waits long, or its execution is forgotten. */
  private static final Duration UNHEARD = Duration.ofMinutes(1);

  private final Executions executions;
  private final Deployments deployments;
  private final Topics topics;

  ExecutionOpenTicks(Executions executions, Deployments deployments, Topics topics) {
    this.executions = executions;
    this.deployments = deployments;
    this.topics = topics;
  }

  @Override
  public boolean isOpen(Tick tick, Duration age) {
    var run = executions.run(tick.id(), tick.id(), tick.step());
    if (run.isPresent()) {
      return switch (run.get().outcome()) {
        case EMITTED, DEAD, DISCARDED -> false;
        case RETRYING, CONNECTION_REFUSED -> true;
      };
    }
    return age.compareTo(UNHEARD) < 0 || waits(tick);
  }

  private boolean waits(Tick tick) {
    return deployments
        .assigned(tick.flow(), tick.step())
        .filter(trigger -> RoadWaiting.count(topics, trigger) > 0)
        .isPresent();
  }
}
