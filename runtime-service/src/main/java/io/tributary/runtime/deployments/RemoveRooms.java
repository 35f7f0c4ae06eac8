package io.tributary.runtime.deployments;

import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes the waiting rooms of roads that have ended: once the step runners had time to let go,
 * nothing waits there, and nothing that passed is young enough to be replayed.
 */
@Component
final class RemoveRooms {
  private static final Logger LOG = LoggerFactory.getLogger(RemoveRooms.class);

  /** Step runners drain for ten seconds; a replay's transaction lasts fifteen at most. */
  private static final Duration LET_GO = Duration.ofMinutes(1);

  /** As long as other messages that every step has passed. */
  private static final Duration REPLAY_WINDOW = Duration.ofDays(7);

  private final Deployments deployments;
  private final Topics topics;
  private final Clock clock;

  RemoveRooms(Deployments deployments, Topics topics, Clock clock) {
    this.deployments = deployments;
    this.topics = topics;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 300_000, fixedDelay = 600_000)
  void remove() {
    for (var road : deployments.endedBefore(clock.instant().minus(LET_GO))) {
      try {
        remove(road);
      } catch (BrokerAway away) {
        LOG.warn("The room {} stays for now: {}", road.parkedTopic(), away.getMessage());
      }
    }
  }

  private void remove(EndedRoad road) {
    var room = road.parkedTopic();
    long waiting = topics.waiting(room, road.group(), any -> true);
    if (waiting > 0) {
      LOG.error("{} messages wait in {}, where nobody takes them: it stays", waiting, room);
      return;
    }
    if (!isWanted(room)) {
      topics.delete(room, road.group());
      Reach.across(Use.RETENTION).run(() -> deployments.roomGone(road));
      LOG.info("The room {} is gone: nothing waits there", room);
    }
  }

  /** What was replayed lies there and nowhere else. */
  private boolean isWanted(String room) {
    var old = clock.instant().minus(REPLAY_WINDOW);
    return topics.newest(room, 1).stream().anyMatch(record -> record.at().isAfter(old));
  }
}
