package io.tributary.runtime.quotas;

import java.time.Instant;

/**
 * How many requests of one organization came in this second of the clock, in this process. A
 * minute's quota used up in three seconds would be within the quota and felt by everybody. For
 * several threads.
 */
final class Pace {
  private static final long PART_OF_A_MINUTE = 20;

  /** So few are felt by nobody, and a small quota is not to be refused before it is used up. */
  private static final long ALWAYS = 20;

  private long second;
  private long came;

  /** Three times what an even pace would be. */
  static long most(long aMinute) {
    return Math.max(ALWAYS, aMinute / PART_OF_A_MINUTE);
  }

  /** Counts one, and says whether it is past so many. */
  synchronized boolean isPast(long most, Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      came = 0;
    }
    came++;
    return came > most;
  }

  synchronized boolean isIdleSince(Instant time) {
    return second < time.getEpochSecond();
  }
}
