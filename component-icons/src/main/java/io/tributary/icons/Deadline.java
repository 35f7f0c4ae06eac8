package io.tributary.icons;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** How long the thread that asks may still use a processor. */
final class Deadline {
  private static final Duration MOST = Duration.ofSeconds(2);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  /** A drawing took too long. */
  static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static Deadline start() {
    return in(MOST);
  }

  static Deadline in(Duration time) {
    return new Deadline(THREADS.getCurrentThreadCpuTime() + time.toNanos());
  }

  /**
   * Asked between two strokes.
   *
   * @throws Passed where time is over, or nobody waits any more
   */
  void check() {
    if (Thread.currentThread().isInterrupted() || THREADS.getCurrentThreadCpuTime() > end) {
      throw new Passed();
    }
  }
}
