package io.tributary.runtime.retention;

import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Retention follows the consumers: records go once the slowest step has passed them, and not before
 * they are seven days old, so that they can be replayed. Dead letters stay.
 */
@Component
final class TrimTopics {
  private static final Logger LOG = LoggerFactory.getLogger(TrimTopics.class);
  private static final Duration REPLAY_WINDOW = Duration.ofDays(7);

  private final Deployments deployments;
  private final Topics topics;
  private final Clock clock;

  TrimTopics(Deployments deployments, Topics topics, Clock clock) {
    this.deployments = deployments;
    this.topics = topics;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 300_000, fixedDelay = 900_000)
  void trim() {
    Reach.across(Use.RETENTION)
        .run(
            () -> deployments.running().forEach(flow -> trim(Set.copyOf(deployments.roads(flow)))));
  }

  private void trim(Set<StepAssignment> steps) {
    try {
      for (var step : steps) {
        trim(step.inputTopic(), steps);
        trim(FlowTopics.output(step.flow(), step.step()), steps);
        topics.trim(step.parkedTopic(), Set.of(step.group()), clock.instant().minus(REPLAY_WINDOW));
      }
    } catch (BrokerAway away) {
      LOG.warn("Old messages stay for now: {}", away.getMessage());
    }
  }

  private void trim(String topic, Set<StepAssignment> steps) {
    var readers =
        steps.stream()
            .filter(step -> step.inputTopic().equals(topic))
            .map(StepAssignment::group)
            .collect(Collectors.toSet());
    topics.trim(topic, readers, clock.instant().minus(REPLAY_WINDOW));
  }
}
