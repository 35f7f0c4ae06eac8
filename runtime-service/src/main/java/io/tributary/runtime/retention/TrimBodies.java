package io.tributary.runtime.retention;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deadletters.DeadLetters;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.executions.Executions;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Large bodies stay as long as a message may refer to them: messages that are on their way, that
 * can be replayed, that lie in an open dead letter. A body is written before the first message of
 * its execution, or while one of its steps has it, and an execution's id begins with its time; so
 * what is older than the oldest execution that counts is referred to by nobody.
 */
@Component
final class TrimBodies {
  private static final Logger LOG = LoggerFactory.getLogger(TrimBodies.class);
  private static final Duration REPLAY_WINDOW = Duration.ofDays(7);

  /** The slowest request takes less time from its first piece to its message. */
  private static final Duration LONGEST_REQUEST = Duration.ofHours(3);

  private final Deployments deployments;
  private final Executions executions;
  private final DeadLetters deadLetters;
  private final Topics topics;
  private final Clock clock;

  TrimBodies(
      Deployments deployments,
      Executions executions,
      DeadLetters deadLetters,
      Topics topics,
      Clock clock) {
    this.deployments = deployments;
    this.executions = executions;
    this.deadLetters = deadLetters;
    this.topics = topics;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 600_000, fixedDelay = 3_600_000)
  void trim() {
    Reach.across(Use.RETENTION)
        .run(() -> deployments.running().forEach(flow -> trim(flow, deployments.roads(flow))));
  }

  void trim(FlowId flow, List<StepAssignment> steps) {
    try {
      var bodies = FlowTopics.bodies(flow);
      if (topics.oldest(bodies).isPresent()) {
        topics.trim(bodies, List.of(), neededSince(flow, steps).minus(LONGEST_REQUEST));
      }
    } catch (BrokerAway | DataAccessException away) {
      LOG.warn("Old large bodies stay for now: {}", away.getMessage());
    }
  }

  private Instant neededSince(FlowId flow, List<StepAssignment> steps) {
    var since = clock.instant().minus(REPLAY_WINDOW);
    since = earlier(since, executions.oldestHeardOf(flow, since).map(TrimBodies::timeOf));
    since = earlier(since, deadLetters.oldestOpen(flow).map(TrimBodies::timeOf));
    for (var step : steps) {
      // What nobody has taken yet is in no execution that the view knows.
      since = earlier(since, topics.oldest(step.inputTopic()));
      since = earlier(since, topics.oldest(step.parkedTopic()));
    }
    return since;
  }

  private static Instant earlier(Instant one, Optional<Instant> other) {
    return other.filter(one::isAfter).orElse(one);
  }

  /** Of an id of RFC 9562's version 7; another one could be of any time. */
  private static Instant timeOf(String execution) {
    try {
      var id = UUID.fromString(execution);
      return id.version() == 7
          ? Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
          : Instant.EPOCH;
    } catch (IllegalArgumentException noUuid) {
      return Instant.EPOCH;
    }
  }
}
