package io.tributary.benchmarks.processes;

import java.time.Duration;
import java.util.Collection;

/** CPU time, as the kernel counts it; in steps of 10 ms. */
public final class Cpu {
  private Cpu() {}

  /** User and system time of these processes so far, in nanoseconds. */
  public static long nanos(Collection<ProcessHandle> processes) {
    return processes.stream().mapToLong(Cpu::nanos).sum();
  }

  public static long nanos(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
