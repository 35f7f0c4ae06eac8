package io.tributary.runtime.replays;

import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import io.tributary.runtime.topics.BrokerAway;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends running replays at their rates, in small portions. */
@Component
final class SendReplays {
  private static final Logger LOG = LoggerFactory.getLogger(SendReplays.class);
  private static final int MOST_AT_ONCE = 200;

  private final Replays replays;
  private final ReadMessages read;
  private final WaitingRooms rooms;
  private final RequestReplay requests;
  private final Memberships memberships;
  private final Clock clock;

  /** When the next message of a replay may go; absent where this process has sent nothing of it. */
  private final Map<String, Instant> due = new HashMap<>();

  SendReplays(
      Replays replays,
      ReadMessages read,
      WaitingRooms rooms,
      RequestReplay requests,
      Memberships memberships,
      Clock clock) {
    this.replays = replays;
    this.read = read;
    this.rooms = rooms;
    this.requests = requests;
    this.memberships = memberships;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 3_000, fixedDelay = 250)
  synchronized void send() {
    try {
      var running =
          replays.running().stream()
              .filter(replay -> !memberships.isStopped(replay.organization()))
              .toList();
      running.forEach(replay -> Reach.of(replay.organization()).run(() -> send(replay)));
      due.keySet().retainAll(running.stream().map(Replay::id).toList());
      if (running.isEmpty()) {
        rooms.rest();
      }
    } catch (BrokerAway | DataAccessException away) {
      LOG.warn("Replays wait: {}", String.valueOf(away.getMessage()));
      // What the last transaction has come to is asked before the next one.
      due.clear();
    }
  }

  private void send(Replay replay) {
    var now = clock.instant();
    if (!due.containsKey(replay.id())) {
      rooms.reached(replay.id()).ifPresent(number -> replays.sent(replay.id(), number, now));
      due.put(replay.id(), now);
    }
    int allowed = allowed(replay, now);
    if (allowed == 0) {
      return;
    }
    var portion = replays.next(replay.id(), allowed);
    int last = replay.total() - 1;
    if (!portion.isEmpty()) {
      put(replay, portion);
      last = portion.getLast().number();
      due.put(replay.id(), after(replay, now, portion.size()));
    }
    replays.sent(replay.id(), last, now);
    if (last + 1 >= replay.total()) {
      rooms.forget(replay.id());
    }
  }

  private void put(Replay replay, List<Replays.Numbered> portion) {
    var found = read.read(replay, portion);
    if (!found.gone().isEmpty()) {
      requests.leaveOut(replay, found.gone());
    }
    if (!found.entering().isEmpty()) {
      rooms.put(replay, found.entering());
    }
  }

  /** As many as have become due; after a rest not more than a second's worth. */
  private int allowed(Replay replay, Instant now) {
    var late = Duration.between(due.getOrDefault(replay.id(), now), now);
    if (late.isNegative()) {
      return 0;
    }
    long became = 1 + late.toMillis() * replay.perSecond() / 1000;
    return (int) Math.min(became, Math.min(replay.perSecond(), MOST_AT_ONCE));
  }

  private Instant after(Replay replay, Instant now, int sent) {
    var from = due.getOrDefault(replay.id(), now);
    var earliest = now.minusSeconds(1);
    return (from.isBefore(earliest) ? earliest : from)
        .plusNanos(1_000_000_000L * sent / replay.perSecond());
  }
}
