package io.tributary.runtime.deployments;

import io.tributary.contracts.steps.FlowTopics;
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
  private final Clock clock;

  FinishDeployments(Deployments deployments, StartDeployment start, Topics topics, Clock clock) {
    this.deployments = deployments;
    this.start = start;
    this.topics = topics;
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
    var age = Duration.between(deployment.state().since(), clock.instant());
    if (deployment.state() instanceof DeploymentState.Starting && age.compareTo(LEFT_BEHIND) > 0) {
      deployments
          .revision(deployment.flow(), deployment.revision())
          .ifPresent(revision -> start.start(deployment, revision, OnTheWay.FINISH));
    }
    if (deployment.state() instanceof DeploymentState.Stopping && age.compareTo(LET_GO) > 0) {
      stop(deployment);
    }
  }

  private void stop(Deployment deployment) {
    topics.deleteAll(FlowTopics.prefix(deployment.flow()));
    deployments.assign(deployment.flow(), List.of());
    deployments.save(deployment.in(deployment.state().stopped(clock.instant())));
  }
}
