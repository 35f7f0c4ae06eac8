package io.tributary.cli.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what must come true, and says what did not. */
final class Awaiting {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private Awaiting() {}

  static <T> T until(String what, Duration limit, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      var seen = look.get();
      if (seen.isPresent()) {
        return seen.get();
      }
      if (System.nanoTime() > end) {
        throw new DemoFailed("Waited %d s for %s.".formatted(limit.toSeconds(), what));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
