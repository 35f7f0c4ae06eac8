package io.tributary.benchmarks.sides;

import io.tributary.benchmarks.processes.Lab;
import java.util.List;

/** Somebody who can do the job. */
public interface Side {
  /** As the report calls it. */
  String name();

  /** Returns at once; work begins when the processes are up. The job's topics are there. */
  Running start(Lab lab, Job job);

  /** The processes of a side at work. */
  interface Running extends AutoCloseable {
    /** All that this side needs, but for the broker: at this moment. */
    List<ProcessHandle> processes();

    boolean isAlive();

    /** What it said last, for a report of its failure. */
    String lastWords();

    /** Lets it end well: what is in hand is committed, or given back. */
    @Override
    void close();
  }
}
