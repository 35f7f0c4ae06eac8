package io.tributary.host.session;

import io.tributary.expressions.Mapping;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/**
 * Watches mappings that do not stop by themselves. The evaluator checks its time between two
 * expressions; one call of a function, such as a match of a hostile pattern, can outlast that, and
 * no thread can be stopped from outside. Then only the process can be ended.
 */
final class OverdueMappings {
  private static final Duration GRACE = Mapping.TIME.plusSeconds(2);
  private static final Duration ROUND = Duration.ofMillis(500);

  private final Map<Long, Long> deadlines = new ConcurrentHashMap<>();
  private final LongConsumer onOverdue;

  /**
   * Starts the watch.
   *
   * @param onOverdue hears the message's id; expected to end the process
   */
  OverdueMappings(LongConsumer onOverdue) {
    this.onOverdue = onOverdue;
  }

  /** A platform's thread: the overdue ones may hold every carrier of virtual threads. */
  void start() {
    Thread.ofPlatform().daemon().name("overdue mappings").start(this::look);
  }

  Watch watch(long message) {
    deadlines.put(message, System.nanoTime() + GRACE.toNanos());
    return () -> deadlines.remove(message);
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(ROUND);
        long now = System.nanoTime();
        deadlines.forEach(
            (message, deadline) -> {
              if (now - deadline > 0 && deadlines.remove(message, deadline)) {
                onOverdue.accept(message);
              }
            });
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the watch on closing. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
