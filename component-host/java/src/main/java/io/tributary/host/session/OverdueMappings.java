package io.tributary.host.session;

import io.tributary.expressions.Allowance;
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
  private static final Duration TIME = Mapping.TIME.plusSeconds(1);
  private static final Duration ROUND = Duration.ofMillis(500);

  private final Map<Long, Allowance> watched = new ConcurrentHashMap<>();
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
    watched.put(message, new Allowance(TIME));
    return () -> watched.remove(message);
  }

  private void look() {
    try {
      while (true) {
        Thread.sleep(ROUND);
        watched.forEach(
            (message, allowance) -> {
              if (allowance.isUsedUp() && watched.remove(message, allowance)) {
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
