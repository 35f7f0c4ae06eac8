package io.tributary.runtime.schedules;

import io.tributary.contracts.names.OrganizationName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Schedules whose time has come, by the database's clock: every process looks at the same one. In
 * the caller's transaction.
 */
interface DueSchedules {
  /** Takes some that nobody else has in hand; until the transaction's end nobody else gets them. */
  List<Due> take(int most);

  void made(Due due);

  /** Not before this long it is looked at again. */
  void held(Due due, Obstacle obstacle, Duration pause);

  /**
   * A schedule in this process's hands.
   *
   * @param organization whose flow it is
   * @param now by the database's clock
   */
  record Due(Schedule schedule, OrganizationName organization, Instant now) {
    Tick tick() {
      return schedule.due(now);
    }

    /** How long a tick has been due. */
    Duration late() {
      return Duration.between(schedule.dueSince(now), now);
    }
  }
}
