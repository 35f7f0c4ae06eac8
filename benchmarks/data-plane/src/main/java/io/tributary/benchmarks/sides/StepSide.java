package io.tributary.benchmarks.sides;

import io.tributary.benchmarks.processes.Lab;
import io.tributary.contracts.steps.StepAssignment.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ours: step runners as their own processes, and for each step component hosts in theirs.
 *
 * @param workers of each step
 * @param runners that share the work; each has its own workers
 */
public record StepSide(String name, Delivery delivery, int workers, int runners) implements Side {
  @Override
  public Team start(Lab lab, Job job) {
    return start(lab, job, job.steps().getFirst());
  }

  /**
   * As {@link Side#start}, also for a job without steps.
   *
   * @param log beginning of the log files' names
   */
  public Team start(Lab lab, Job job, String log) {
    var assignments = new StepAssignments(lab, job, delivery, workers);
    assignments.prepare();
    assignments.begin();
    var started = new ArrayList<RunnerProcess>();
    try {
      for (int number = 0; number < runners; number++) {
        started.add(RunnerProcess.start(lab, "runner" + number, log + "-" + number));
      }
    } catch (IOException failure) {
      started.forEach(RunnerProcess::close);
      throw new UncheckedIOException(failure);
    }
    return new Team(assignments, started);
  }

  /** The runners of one job, and what may be done to them. */
  public static final class Team implements Running {
    private final StepAssignments assignments;
    private final List<RunnerProcess> runners;

    private Team(StepAssignments assignments, List<RunnerProcess> runners) {
      this.assignments = assignments;
      this.runners = runners;
    }

    @Override
    public List<ProcessHandle> processes() {
      return runners.stream().flatMap(runner -> runner.processes().stream()).toList();
    }

    /** The runners alone. */
    public List<ProcessHandle> runnerProcesses() {
      return runners.stream().map(RunnerProcess::runner).toList();
    }

    /** The workers that live, of one runner. */
    public List<Process> workers(int runner) {
      return runners.get(runner).workers();
    }

    public void killRunner(int runner) {
      runners.get(runner).kill();
    }

    public void startAgain(int runner) {
      runners.get(runner).startAgain();
    }

    @Override
    public boolean isAlive() {
      return runners.stream().allMatch(RunnerProcess::isAlive);
    }

    @Override
    public String lastWords() {
      return runners.getFirst().lastWords();
    }

    @Override
    public void close() {
      runners.parallelStream().forEach(RunnerProcess::close);
      assignments.end();
    }
  }
}
