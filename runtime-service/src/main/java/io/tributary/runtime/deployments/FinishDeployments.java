package io.tributary.runtime.deployments;

import io.tributary.contracts.steps.FlowTopics;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import io.tributary.runtime.deployments.Handover.OnTheWay;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Goes on with what a crash or a wait left half done: starts again what was starting, and removes
 * the topics of flows whose steps had time to let go.
 */
@Component
final class FinishDeployments {
  private static final Logger LOG = LoggerFactory.getLogger(FinishDeployments.class);
  // A start takes seconds; who is older was left behind by a crash.
  private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);
  // Step runners drain for at most ten seconds.
  private static final Duration LET_GO = Duration.ofSeconds(30);

  private final Deployments deployments;
  private final StartDeployment start;
  private final Topics topics;
  private final Memberships memberships;
  private final Clock clock;

  FinishDeployments(
      Deployments deployments,
      StartDeployment start,
      Topics topics,
      Memberships memberships,
      Clock clock) {
    this.deployments = deployments;
    this.start = start;
    this.topics = topics;
    this.memberships = memberships;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 5_000, fixedDelay = 10_000)
  void finish() {
    for (var deployment : deployments.underWay()) {
      try {
        Reach.of(deployment.organization()).run(() -> finish(deployment));
      } catch (BrokerAway e) {
        LOG.warn("Flow {} waits for the broker: {}", deployment.flow(), e.getMessage());
      }
    }
  }

  private void finish(Deployment deployment) {
    if (deployment.state() instanceof DeploymentState.Starting
        && age(deployment).compareTo(LEFT_BEHIND) > 0
        && !memberships.isStopped(deployment.organization())) {
      deployments
          .revision(deployment.flow(), deployment.revision())
          .ifPresent(revision -> start.start(deployment, revision, OnTheWay.FINISH));
    }
    stop(deployment);
  }

  /** Ends a flow that is on its way out, once its steps had time to let go. */
  void stop(Deployment deployment) {
    if (deployment.state() instanceof DeploymentState.Stopping
        && age(deployment).compareTo(LET_GO) > 0) {
      topics.deleteAll(FlowTopics.prefix(deployment.flow()));
      deployments.assign(deployment.flow(), List.of());
      deployments.save(deployment.in(deployment.state().stopped(clock.instant())));
    }
  }

  private Duration age(Deployment deployment) {
    return Duration.between(deployment.state().since(), clock.instant());
  }
}
