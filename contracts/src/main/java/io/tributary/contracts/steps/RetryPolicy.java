package io.tributary.contracts.steps;

import java.util.Set;

/**
 * How a failed message is tried again.
 *
 * @param firstWaitMillis before the second attempt
 * @param factor of each following wait
 * @param jitter share of a wait by which it is longer or shorter, 0 to 1
 * @param maxWaitMillis cap of a wait
 * @param maxAgeSeconds after this long since the first attempt the message is dead (default 72 h)
 * @param maxAttempts after so many attempts the message is dead; 0 = only the age counts
 * @param giveUpOn error names, as the component's exception classes without package, that end a
 *     message at once
 */
public record RetryPolicy(
    long firstWaitMillis,
    double factor,
    double jitter,
    long maxWaitMillis,
    long maxAgeSeconds,
    int maxAttempts,
    Set<String> giveUpOn) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(1_000, 2, 0.2, 300_000, 72 * 3600, 0, Set.of());

  public RetryPolicy {
    if (firstWaitMillis < 0 || factor < 1 || maxWaitMillis < firstWaitMillis) {
      throw new IllegalArgumentException(
          "A retry policy needs a first wait >= 0, a factor >= 1 and a cap >= the first wait.");
    }
    if (maxAgeSeconds < 0 || maxAttempts < 0 || !(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException(
          "A retry policy's limits cannot be negative, and its jitter is from 0 to 1.");
    }
    giveUpOn = Set.copyOf(giveUpOn);
  }

  /** The wait before the given attempt (2 = the first repeat), without jitter. */
  public long waitBefore(int attempt) {
    double wait = firstWaitMillis * Math.pow(factor, Math.max(0, attempt - 2));
    return (long) Math.min(wait, (double) maxWaitMillis);
  }
}
