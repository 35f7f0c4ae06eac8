package io.tributary.builder.builds;

import io.tributary.builder.builds.BuildState.Cancelled;
import io.tributary.builder.builds.BuildState.Failed;
import io.tributary.builder.builds.BuildState.Queued;
import io.tributary.builder.builds.BuildState.Running;
import io.tributary.builder.builds.BuildState.Succeeded;
import java.time.Instant;

/**
 * One build: an order and how far it has come. Transitions are methods; nothing else changes it.
 */
public record Build(BuildId id, BuildOrder order, BuildState state) {

  public static Build queued(BuildId id, BuildOrder order, Instant now) {
    return new Build(id, order, new Queued(now));
  }

  /** A worker takes a waiting build, or one whose worker was lost. */
  public Build claimed(WorkerId worker, Instant now) {
    return switch (state) {
      case Queued _ -> in(new Running(worker, now, 1));
      case Running lost -> in(new Running(worker, now, lost.attempt() + 1));
      case Succeeded _, Failed _, Cancelled _ -> throw new IllegalTransition(id, state, "running");
    };
  }

  /** A worker that stops in order gives its build back. */
  public Build released(WorkerId worker, Instant now) {
    return runningBy(worker) ? in(new Queued(now)) : this;
  }

  /**
   * A worker may report after somebody cancelled, or after it was taken for lost: it stands as is.
   */
  public Build finished(WorkerId worker, BuildState end) {
    if (!end.isFinal()) {
      throw new IllegalTransition(id, state, end.word());
    }
    return switch (state) {
      case Running _ -> runningBy(worker) ? in(end) : this;
      case Cancelled _, Succeeded _, Failed _ -> this;
      case Queued _ -> this;
    };
  }

  /** Cancels what is not finished; a finished build stays as it is. */
  public Build cancelled(String by, Instant now) {
    return state.isFinal() ? this : in(new Cancelled(by, now));
  }

  public boolean runningBy(WorkerId worker) {
    return state instanceof Running running && running.worker().equals(worker);
  }

  private Build in(BuildState next) {
    return new Build(id, order, next);
  }
}
