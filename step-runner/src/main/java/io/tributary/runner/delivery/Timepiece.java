package io.tributary.runner.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Both clocks of a step: stamps come from the wall, waits from a clock that never jumps.
 *
 * @param nanos as {@link System#nanoTime}
 */
public record Timepiece(Clock wall, LongSupplier nanos) {

  /** The machine's. */
  public static Timepiece system() {
    return new Timepiece(Clock.systemUTC(), System::nanoTime);
  }

  public Instant stamp() {
    return wall.instant();
  }

  public long now() {
    return nanos.getAsLong();
  }

  long in(Duration wait) {
    return now() + wait.toNanos();
  }
}
