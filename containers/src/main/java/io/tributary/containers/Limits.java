package io.tributary.containers;

/**
 * What a container may use. Processors are shared by weight: each container gets {@link #cpus} of
 * them when all want more than there is, and up to {@link #mostCpus} when the others leave it.
 *
 * @param memoryMebibytes memory including {@code /tmp}; there is no swap
 * @param cpus processors it is sure of in relation to other containers, for example 0.5
 * @param mostCpus processors that it never gets more of, even on an idle machine. One at least:
 *     less is not used up evenly but in the first milliseconds of each period, and every message
 *     then waits for the next one
 * @param pids processes and threads
 * @param tmpMebibytes size of {@code /tmp}, which lies in memory
 * @param fileDescriptors open files per process
 * @param givesWay all that give way share a control group whose weight beside the platform's own
 *     processes, and beside other containers, is a quarter of one process's. Where the engine or
 *     the machine does not let that group be made, {@link #cpus} alone counts
 */
public record Limits(
    int memoryMebibytes,
    double cpus,
    double mostCpus,
    int pids,
    int tmpMebibytes,
    int fileDescriptors,
    boolean givesWay) {
  public Limits {
    if (memoryMebibytes < 16 || pids < 1 || tmpMebibytes < 1 || fileDescriptors < 16) {
      throw new IllegalArgumentException(
          "limits too small to start anything: %d MiB, %d pids, %d MiB /tmp, %d files"
              .formatted(memoryMebibytes, pids, tmpMebibytes, fileDescriptors));
    }
    if (!(cpus >= 0.01)) {
      throw new IllegalArgumentException("cpus must be at least 0.01: " + cpus);
    }
    if (!(mostCpus >= Math.max(1, cpus))) {
      throw new IllegalArgumentException(
          "mostCpus must be at least 1 and %s: %s".formatted(cpus, mostCpus));
    }
  }

  /** What it is sure of is all that it gets, or one processor where that is less. */
  public Limits(int memoryMebibytes, double cpus, int pids, int tmpMebibytes, int fileDescriptors) {
    this(memoryMebibytes, cpus, Math.max(1, cpus), pids, tmpMebibytes, fileDescriptors, false);
  }

  /** For work that nobody waits for, or that only has to be done some time. */
  public Limits givingWay() {
    return new Limits(memoryMebibytes, cpus, mostCpus, pids, tmpMebibytes, fileDescriptors, true);
  }

  /** 256 MiB, one CPU, 256 processes and threads, 64 MiB of {@code /tmp}, 1,024 open files. */
  public static Limits ordinary() {
    return new Limits(256, 1, 256, 64, 1024);
  }
}
