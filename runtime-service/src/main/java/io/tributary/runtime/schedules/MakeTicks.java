package io.tributary.runtime.schedules;

import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.hooks.Backlogs;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.quotas.MessageQuota;
import io.tributary.runtime.schedules.DueSchedules.Due;
import io.tributary.runtime.topics.BrokerAway;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the ticks that are due, where nothing stands in their way. A tick is written before the
 * database says so, with the schedule's row locked: after a crash in between it is written again,
 * under the same id, and nobody else writes it meanwhile.
 */
@Component
final class MakeTicks {
  private static final Logger LOG = LoggerFactory.getLogger(MakeTicks.class);
  private static final int AT_ONCE = 20;
  private static final int ROUNDS = 50;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final DueSchedules schedules;
  private final Ticks ticks;
  private final OpenTicks open;
  private final Backlogs backlogs;
  private final MessageQuota quota;
  private final Memberships memberships;
  private final int mostWaiting;
  private final TransactionOperations transactions;

  /** For the database, and it has been said. */
  private boolean waiting;

  MakeTicks(
      DueSchedules schedules,
      Ticks ticks,
      OpenTicks open,
      Backlogs backlogs,
      MessageQuota quota,
      Memberships memberships,
      IngressSettings settings,
      TransactionOperations transactions) {
    this.schedules = schedules;
    this.ticks = ticks;
    this.open = open;
    this.backlogs = backlogs;
    this.quota = quota;
    this.memberships = memberships;
    this.mostWaiting = settings.mostWaiting();
    this.transactions = transactions;
  }

  @Scheduled(initialDelay = 2_000, fixedDelay = 500)
  void make() {
    try {
      for (int round = 0; round < ROUNDS && makeSome() == AT_ONCE; round++) {}
      waiting = false;
    } catch (DataAccessException | TransactionException away) {
      if (!waiting) {
        LOG.warn("Ticks wait: {}", String.valueOf(away.getMessage()));
      }
      waiting = true;
    }
  }

  /** One transaction; gives how many schedules it went through. */
  private int makeSome() {
    return Reach.across(Use.TICKS)
        .call(
            () ->
                Objects.requireNonNull(
                    transactions.execute(
                        status -> {
                          int passed = 0;
                          for (var due : schedules.take(AT_ONCE)) {
                            passed++;
                            if (make(due).filter(Obstacle.BROKER_AWAY::equals).isPresent()) {
                              // Each of the others would wait as long to find out.
                              return 0;
                            }
                          }
                          return passed;
                        })));
  }

  private Optional<Obstacle> make(Due due) {
    var obstacle = obstacle(due);
    obstacle.ifPresentOrElse(
        found -> schedules.held(due, found, pause(due)), () -> schedules.made(due));
    return obstacle;
  }

  /** Writes the tick where nothing is in its way. */
  private Optional<Obstacle> obstacle(Due due) {
    var schedule = due.schedule();
    if (memberships.isStopped(due.organization())) {
      return Optional.of(Obstacle.ORGANIZATION_STOPPED);
    }
    try {
      var last = schedule.lastTick();
      if (last.isPresent()
          && open.isOpen(last.get(), Duration.between(last.get().at(), due.now()))) {
        return Optional.of(Obstacle.EARLIER_TICK);
      }
      if (quota.isUsedUp(schedule.flow())) {
        return Optional.of(Obstacle.QUOTA);
      }
      if (backlogs.counted(schedule.flow()) >= mostWaiting) {
        return Optional.of(Obstacle.FLOW_FULL);
      }
      ticks.write(due.tick());
      return Optional.empty();
    } catch (BrokerAway away) {
      LOG.warn("A tick of flow {} waits: {}", schedule.flow(), String.valueOf(away.getMessage()));
      return Optional.of(Obstacle.BROKER_AWAY);
    }
  }

  /** The longer it is held back, the more seldom it is looked at. */
  private static Duration pause(Due due) {
    var tenth = due.late().dividedBy(10);
    if (tenth.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return tenth.compareTo(LONGEST) > 0 ? LONGEST : tenth;
  }
}
