package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.ids.Ids;
import io.tributary.runtime.deployments.Handover.OnTheWay;
import io.tributary.runtime.grants.OpenHosts;
import io.tributary.runtime.hooks.EventIdRule;
import io.tributary.runtime.hooks.Hook;
import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.schedules.Schedules;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings a flow's newest revision to the step runners: topics first, then, in one transaction, the
 * hook or the schedule, the assignments and the state. May be repeated after a crash at any place.
 */
@Component
final class StartDeployment {
  private final Deployments deployments;
  private final Assignments assignments;
  private final Hooks hooks;
  private final Schedules schedules;
  private final OpenHosts hosts;
  private final Topics topics;
  private final Ids ids;
  private final TransactionOperations transactions;
  private final Clock clock;

  StartDeployment(
      Deployments deployments,
      Assignments assignments,
      Hooks hooks,
      Schedules schedules,
      OpenHosts hosts,
      Topics topics,
      Ids ids,
      TransactionOperations transactions,
      Clock clock) {
    this.deployments = deployments;
    this.assignments = assignments;
    this.hooks = hooks;
    this.schedules = schedules;
    this.hosts = hosts;
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
  Deployment start(Deployment deployment, Revision revision, OnTheWay onTheWay) {
    var state = deployment.isPaused() ? StepAssignment.State.PAUSED : StepAssignment.State.RUNNING;
    var plan = revision.plan().in(state);
    // Outside of the transaction, and so a guess where somebody deploys at the same time: the
    // topics of a road more do no harm.
    topics.create(plan.with(roads(deployment.flow(), allowed(plan), onTheWay)).topics());
    return Objects.requireNonNull(
        transactions.execute(
            status -> handedOver(deployment, revision.number(), allowed(plan), onTheWay)));
  }

  private FlowPlan allowed(FlowPlan plan) {
    return plan.reaching(step -> hosts.of(step.organization(), step.component()));
  }

  private List<StepAssignment> roads(FlowId flow, FlowPlan plan, OnTheWay onTheWay) {
    return Handover.roads(
        deployments.roads(flow), deployments.ended(flow), plan.assignments(), onTheWay);
  }

  private Deployment handedOver(
      Deployment deployment, int revision, FlowPlan plan, OnTheWay onTheWay) {
    var flow = deployment.flow();
    var roads =
        roads(flow, plan, onTheWay).stream().map(road -> road.in(plan.trigger().state())).toList();
    deployments.assigned(flow).stream()
        .filter(before -> plan.step(before.step()).isEmpty())
        .forEach(assignments::end);
    deployments.assign(flow, roads);
    roads.forEach(assignments::tell);
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
    var timing = plan.timing();
    if (timing == null) {
      schedules.close(flow);
    } else {
      schedules.open(flow, plan.trigger().step(), revision, timing);
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
}
