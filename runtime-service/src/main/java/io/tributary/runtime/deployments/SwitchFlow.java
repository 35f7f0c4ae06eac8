package io.tributary.runtime.deployments;

import io.tributary.contracts.steps.StepAssignment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Pauses and resumes: the steps are told, the messages stay where they are, hooks stay open. */
@Component
final class SwitchFlow {
  private final Deployments deployments;
  private final Assignments assignments;
  private final TransactionOperations transactions;
  private final Clock clock;

  SwitchFlow(
      Deployments deployments,
      Assignments assignments,
      TransactionOperations transactions,
      Clock clock) {
    this.deployments = deployments;
    this.assignments = assignments;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Empty where the flow is not deployed, so that there is nothing to switch. */
  Optional<Deployment> to(StepAssignment.State wanted, Deployment deployment) {
    boolean deployed =
        deployment.state() instanceof DeploymentState.Running || deployment.isPaused();
    if (!deployed) {
      return Optional.empty();
    }
    var after =
        deployment.in(
            switch (wanted) {
              case RUNNING -> deployment.state().running(clock.instant());
              case PAUSED -> deployment.state().paused(clock.instant());
            });
    transactions.executeWithoutResult(
        status -> {
          var steps = deployments.roads(deployment.flow());
          var switched = new FlowPlan(steps, false, false, List.of()).in(wanted).assignments();
          deployments.assign(deployment.flow(), switched);
          switched.forEach(assignments::tell);
          deployments.save(after);
        });
    return Optional.of(after);
  }
}
