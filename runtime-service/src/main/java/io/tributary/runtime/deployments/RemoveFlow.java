package io.tributary.runtime.deployments;

import io.tributary.contracts.steps.FlowTopics;
import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.schedules.Schedules;
import io.tributary.runtime.topics.RoadWaiting;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Removes a flow. Messages that wait or were given up keep it, unless the caller names their exact
 * number: nothing is dropped by accident.
 */
@Component
final class RemoveFlow {
  private final Deployments deployments;
  private final Assignments assignments;
  private final Hooks hooks;
  private final Schedules schedules;
  private final Topics topics;
  private final TransactionOperations transactions;
  private final Clock clock;

  RemoveFlow(
      Deployments deployments,
      Assignments assignments,
      Hooks hooks,
      Schedules schedules,
      Topics topics,
      TransactionOperations transactions,
      Clock clock) {
    this.deployments = deployments;
    this.assignments = assignments;
    this.hooks = hooks;
    this.schedules = schedules;
    this.topics = topics;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What came of it. */
  sealed interface Outcome {
    record Removed(long discarded) implements Outcome {}

    /**
     * Nothing was removed.
     *
     * @param waiting messages that steps have not passed yet
     * @param dead messages that were given up
     */
    record Kept(long waiting, long dead) implements Outcome {}

    /** Messages wait and the flow runs, so that no number would hold. */
    record PauseFirst(long waiting) implements Outcome {}
  }

  /**
   * @param discard the number of messages that may go; empty = none
   */
  Outcome remove(Deployment deployment, OptionalLong discard) {
    var roads = deployments.roads(deployment.flow());
    long waiting = roads.stream().mapToLong(road -> RoadWaiting.count(topics, road)).sum();
    long dead = topics.count(FlowTopics.deadLetters(deployment.flow()));
    if (waiting + dead > 0) {
      if (discard.isEmpty() || discard.getAsLong() != waiting + dead) {
        return new Outcome.Kept(waiting, dead);
      }
      if (waiting > 0 && deployment.state() instanceof DeploymentState.Running) {
        return new Outcome.PauseFirst(waiting);
      }
    }
    remove(deployment);
    return new Outcome.Removed(waiting + dead);
  }

  /** Removes it with whatever waits. */
  void remove(Deployment deployment) {
    transactions.executeWithoutResult(
        status -> {
          hooks.close(deployment.flow());
          deployments.roads(deployment.flow()).forEach(assignments::end);
          schedules.close(deployment.flow());
          deployments.save(deployment.in(deployment.state().stopping(clock.instant())));
        });
  }
}
