package io.tributary.faults.traffic;

import java.time.Clock;
import java.time.Instant;

/** One beginning for everything that a run writes down. */
public record StopWatch(Clock clock, Instant begun) {
  public static StopWatch startNow(Clock clock) {
    return new StopWatch(clock, clock.instant());
  }

  /** Since the beginning. */
  public long millis() {
    return millis(clock.instant());
  }

  public long millis(Instant moment) {
    return moment.toEpochMilli() - begun.toEpochMilli();
  }
}
