package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.ids.Ids;
import io.tributary.runtime.hooks.EventIdRule;
import io.tributary.runtime.hooks.Hook;
import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings a flow's newest revision to the step runners: topics first, then, in one transaction, the
 * hook, the assignments and the state. May be repeated after a crash at any place.
 */
@Component
final class StartDeployment {
  private final Deployments deployments;
  private final Assignments assignments;
  private final Hooks hooks;
  private final Topics topics;
  private final Ids ids;
  private final TransactionOperations transactions;
  private final Clock clock;

  StartDeployment(
      Deployments deployments,
      Assignments assignments,
      Hooks hooks,
      Topics topics,
      Ids ids,
      TransactionOperations transactions,
      Clock clock) {
    this.deployments = deployments;
    this.assignments = assignments;
    this.hooks = hooks;
    this.topics = topics;
    this.ids = ids;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Deploys; a paused flow takes the new revision and stays paused.
   *
   * @throws io.tributary.runtime.topics.BrokerAway where no topics can be made; the flow is failed
   *     and its earlier revision goes on
   */
  Deployment start(Deployment deployment, Revision revision) {
    var state = deployment.isPaused() ? StepAssignment.State.PAUSED : StepAssignment.State.RUNNING;
    var plan = revision.plan().in(state);
    topics.create(plan.topics());
    return Objects.requireNonNull(
        transactions.execute(status -> handedOver(deployment, revision.number(), plan)));
  }

  private Deployment handedOver(Deployment deployment, int revision, FlowPlan plan) {
    var flow = deployment.flow();
    endRemoved(flow, plan);
    deployments.assign(flow, plan.assignments());
    plan.assignments().forEach(assignments::tell);
    if (plan.hook()) {
      var trigger = plan.trigger();
      hooks.open(
          new Hook(
              ids.capability(),
              deployment.organization(),
              flow,
              deployment.name(),
              trigger.step(),
              revision,
              plan.replies(),
              Objects.requireNonNullElse(plan.eventId(), EventIdRule.USUAL)));
    } else {
      hooks.close(flow);
    }
    var after =
        deployment.deployedAs(
            revision,
            deployment.isPaused()
                ? deployment.state()
                : deployment.state().running(clock.instant()));
    deployments.save(after);
    return after;
  }

  private void endRemoved(FlowId flow, FlowPlan plan) {
    var staying = plan.assignments().stream().map(StepAssignment::step).collect(Collectors.toSet());
    for (StepName step : deployments.assigned(flow).stream().map(StepAssignment::step).toList()) {
      if (!staying.contains(step)) {
        assignments.end(flow, step);
      }
    }
  }
}
