package io.tributary.runner.workers;

import java.time.Duration;

/** Waits of 1, 2, 4 … 60 s between starts; one that lived for a minute begins at 1 s again. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration GOOD_LIFE = Duration.ofSeconds(60);

  private Duration next = FIRST;

  Duration afterLifeOf(Duration life) {
    if (life.compareTo(GOOD_LIFE) >= 0) {
      next = FIRST;
    }
    var wait = next;
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
    return wait;
  }
}
