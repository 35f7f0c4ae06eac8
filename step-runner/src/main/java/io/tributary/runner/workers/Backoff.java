package io.tributary.runner.workers;

import java.time.Duration;

/**
 * Waits of 1, 2, 4 … 60 s between starts; one that lived for a minute begins at 1 s again. As long
 * as some worker of the step ends messages, those that die do so of messages and not of themselves:
 * then a place stays empty for 15 s at most, so that a hundred bad messages among thousands of good
 * ones do not empty all places for a minute.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LONGEST_AT_WORK = Duration.ofSeconds(15);
  private static final Duration GOOD_LIFE = Duration.ofSeconds(60);

  private Duration next = FIRST;

  /**
   * Gives the wait until the next start.
   *
   * @param stepWorks whether some worker of the step has ended a message lately
   */
  Duration afterLifeOf(Duration life, boolean stepWorks) {
    var longest = stepWorks ? LONGEST_AT_WORK : LONGEST;
    var wait = life.compareTo(GOOD_LIFE) >= 0 ? FIRST : shorter(next, longest);
    next = shorter(wait.multipliedBy(2), longest);
    return wait;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
