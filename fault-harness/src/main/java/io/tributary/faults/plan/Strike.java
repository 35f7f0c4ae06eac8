package io.tributary.faults.plan;

import java.time.Instant;

/**
 * A fault that has struck.
 *
 * @param who name of the process
 * @param step of a worker; else empty
 */
public record Strike(Instant at, Fault fault, String who, String step, long pid) {
  @Override
  public String toString() {
    return "%s %-15s %s %s (process %d)".formatted(at, fault.kind(), who, step, pid);
  }
}
