package io.tributary.benchmarks.figures;

/** What is measured, as {@code --only} calls it. */
public enum Figure {
  THROUGHPUT("1 KiB JSON work, one partition"),
  PARTITIONS("1 KiB JSON work, four partitions"),
  PASS("1 KiB passed through, one partition"),
  WAIT("a step that waits 50 ms for each message, one partition"),
  LATENCY("four steps, 500 messages/s, four partitions"),
  IDLE("CPU of what has nothing to do"),
  WORKERS("kill -9 of a worker"),
  RUNNERS("kill -9 of a runner");

  /** The side of {@link #IDLE} that has a target. */
  public static final String IDLE_ASSIGNMENT = "one idle assignment in the runner";

  private final String title;

  Figure(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
