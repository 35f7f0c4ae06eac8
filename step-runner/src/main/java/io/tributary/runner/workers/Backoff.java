package io.tributary.runner.workers;

import java.time.Duration;

/**
 * Waits of 1, 2, 4 … 60 s between starts; one that lived for a minute begins at 1 s again. Who
 * ended some message was killed by another one: its place stays empty for 15 s at most, so that a
 * hundred bad messages among thousands of good ones do not empty all places of a step for a minute.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LONGEST_OF_WORKERS = Duration.ofSeconds(15);
  private static final Duration GOOD_LIFE = Duration.ofSeconds(60);

  private Duration next = FIRST;

  /**
   * Gives the wait until the next start.
   *
   * @param worked whether it ended any message
   */
  Duration afterLifeOf(Duration life, boolean worked) {
    var longest = worked ? LONGEST_OF_WORKERS : LONGEST;
    var wait = life.compareTo(GOOD_LIFE) >= 0 ? FIRST : shorter(next, longest);
    next = shorter(wait.multipliedBy(2), longest);
    return wait;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
