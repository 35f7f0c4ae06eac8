package io.tributary.runner.workers;

import java.time.Duration;

/** Whether any worker of a step has ended a message lately; for the threads of all of them. */
final class Progress {
  private static final long LATELY = Duration.ofMinutes(1).toNanos();

  private volatile long last = System.nanoTime() - LATELY;

  /** Some message was ended, well or not. */
  void made() {
    last = System.nanoTime();
  }

  boolean isRecent() {
    return System.nanoTime() - last < LATELY;
  }
}
