package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.ProblemError;
import io.tributary.foundation.ids.Ids;
import io.tributary.runtime.deployments.Handover.OnTheWay;
import io.tributary.runtime.flows.FlowDocument;
import io.tributary.runtime.flows.FlowReader;
import io.tributary.runtime.flows.FlowReader.Notation;
import io.tributary.runtime.flows.FlowReading.FlowAccepted;
import io.tributary.runtime.flows.FlowReading.FlowRefused;
import io.tributary.runtime.quotas.CheckFlow;
import io.tributary.runtime.quotas.FlowShapes.Shape;
import io.tributary.runtime.topics.BrokerAway;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes a flow document: judges it whole, keeps it as a revision, and deploys it where wanted. */
@Component
final class DeployFlow {
  private static final Logger LOG = LoggerFactory.getLogger(DeployFlow.class);

  private final FlowReader reader;
  private final CheckFlow quotas;
  private final Deployments deployments;
  private final StartDeployment start;
  private final Ids ids;
  private final TransactionOperations transactions;
  private final Clock clock;

  DeployFlow(
      FlowReader reader,
      CheckFlow quotas,
      Deployments deployments,
      StartDeployment start,
      Ids ids,
      TransactionOperations transactions,
      Clock clock) {
    this.reader = reader;
    this.quotas = quotas;
    this.deployments = deployments;
    this.start = start;
    this.ids = ids;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What was sent.
   *
   * @param deploy false: only keep it
   * @param onTheWay what becomes of messages on their way
   */
  record Sent(
      OrganizationName organization,
      FlowName name,
      String document,
      Notation notation,
      boolean deploy,
      OnTheWay onTheWay,
      String by) {}

  /** What came of it. */
  sealed interface Outcome {
    /**
     * The newest revision says what was sent.
     *
     * @param created whether the flow is new
     * @param changed whether there is a new revision; false where the newest said the same
     */
    record Kept(Deployment deployment, FlowPlan plan, boolean created, boolean changed)
        implements Outcome {}

    /** Nothing was kept. */
    record Refused(List<ProblemError> findings) implements Outcome {}

    /** It is more than the organization may have; nothing was kept. */
    record OverQuota(CheckFlow.Exceeded exceeded) implements Outcome {}

    /** Somebody else changed the flow at the same time. */
    record Overtaken() implements Outcome {}

    /** The revision is kept; deploying it failed and can be repeated. */
    record BrokerSilent() implements Outcome {}
  }

  Outcome deploy(Sent sent) {
    return switch (reader.read(
        sent.organization(), sent.name(), sent.document(), sent.notation())) {
      case FlowRefused(var findings) -> new Outcome.Refused(findings);
      case FlowAccepted(var document) -> deploy(sent, document);
    };
  }

  private Outcome deploy(Sent sent, FlowDocument document) {
    var kept = Objects.requireNonNull(transactions.execute(status -> keep(sent, document)));
    if (!(kept instanceof Outcome.Kept(var deployment, var plan, boolean created, boolean changed))
        || !sent.deploy()) {
      return kept;
    }
    boolean upToDate =
        deployment.deployed().equals(OptionalInt.of(deployment.revision()))
            && (deployment.state() instanceof DeploymentState.Running || deployment.isPaused());
    if (upToDate) {
      return kept;
    }
    var starting =
        deployment.isPaused()
            ? deployment
            : deployment.in(deployment.state().starting(clock.instant()));
    deployments.save(starting);
    var revision = deployments.revision(starting.flow(), starting.revision()).orElseThrow();
    try {
      return new Outcome.Kept(
          start.start(starting, revision, sent.onTheWay()), plan, created, changed);
    } catch (BrokerAway e) {
      LOG.warn("Flow {} of {} is not deployed", sent.name(), sent.organization(), e);
      deployments.save(
          starting.isPaused()
              ? starting
              : starting.in(
                  starting.state().failed(clock.instant(), "The message broker did not answer.")));
      return new Outcome.BrokerSilent();
    }
  }

  private Outcome keep(Sent sent, FlowDocument document) {
    var now = clock.instant();
    var before = deployments.find(sent.organization(), sent.name());
    var flow = before.map(Deployment::flow).orElseGet(() -> new FlowId(ids.flowId()));
    int number = before.map(Deployment::revision).orElse(0) + 1;
    var plan = PlanFlow.plan(sent.organization(), flow, number, document);
    var newest = before.flatMap(known -> deployments.revision(flow, known.revision()));
    if (newest.isPresent() && newest.get().equalTo(sent.document(), plan)) {
      return new Outcome.Kept(before.orElseThrow(), newest.get().plan(), false, false);
    }
    var exceeded =
        quotas.check(
            sent.organization(),
            flow,
            newest.map(known -> known.plan().shape()).orElse(Shape.NONE),
            plan.shape());
    if (exceeded.isPresent()) {
      return new Outcome.OverQuota(exceeded.get());
    }
    var deployment =
        before
            .map(known -> known.withRevision(number))
            .orElseGet(
                () ->
                    new Deployment(
                        flow,
                        sent.organization(),
                        sent.name(),
                        number,
                        OptionalInt.empty(),
                        new DeploymentState.Planned(now),
                        now));
    if (before.isEmpty() && !deployments.add(deployment)) {
      return new Outcome.Overtaken();
    }
    var revision = new Revision(number, sent.notation(), sent.document(), plan, now, sent.by());
    if (!deployments.addRevision(flow, revision)) {
      return new Outcome.Overtaken();
    }
    deployments.save(deployment);
    return new Outcome.Kept(deployment, plan, before.isEmpty(), true);
  }
}
