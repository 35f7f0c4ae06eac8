package io.tributary.expressions;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A time that a piece of work may take. Waiting for a processor is not the work's fault: past the
 * time by the clock it is used up only after the process has used as much of processors as well. So
 * nothing is stopped because the machine is busy, and an endless loop on an idle machine after at
 * most twice the time. Used by one thread at a time.
 */
public final class Allowance {
  /** Looking up what the process has used costs some ten microseconds. */
  private static final long BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();

  private final long nanos;
  private final LongSupplier clock;
  private final Supplier<Optional<Duration>> processors;
  private long look;
  private @Nullable Duration usedBefore;

  /** Begins now. */
  public Allowance(Duration time) {
    this(time, System::nanoTime, () -> ProcessHandle.current().info().totalCpuDuration());
  }

  Allowance(Duration time, LongSupplier clock, Supplier<Optional<Duration>> processors) {
    this.nanos = time.toNanos();
    this.clock = clock;
    this.processors = processors;
    this.look = clock.getAsLong() + nanos;
  }

  /** Whether the work is to be stopped. Cheap until the time is over by the clock. */
  public boolean isUsedUp() {
    long now = clock.getAsLong();
    if (now - look < 0) {
      return false;
    }
    look = now + BETWEEN_LOOKS;
    var used = processors.get();
    if (used.isEmpty()) {
      // Nobody knows on this system: the clock alone decides.
      return true;
    }
    if (usedBefore == null) {
      usedBefore = used.get();
      return false;
    }
    return used.get().minus(usedBefore).toNanos() >= nanos;
  }
}
