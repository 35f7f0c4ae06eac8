package io.tributary.builder.work;

import java.time.Duration;

/**
 * How many builds run at a time in this process, and how long a silent worker keeps its build.
 *
 * @param lease longer than a few heartbeats of one second
 */
public record WorkerSettings(int workers, Duration lease) {
  public WorkerSettings {
    if (workers < 1 || workers > 64) {
      throw new IllegalArgumentException("builder.workers is 1 to 64, not " + workers + ".");
    }
    if (lease.compareTo(Duration.ofSeconds(3)) < 0) {
      throw new IllegalArgumentException("builder.lease is at least 3s, not " + lease + ".");
    }
  }
}
