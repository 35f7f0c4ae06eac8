package io.tributary.runner;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.runner.delivery.Change;
import io.tributary.runner.steps.Step;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The steps of this process, kept as the assignments say. */
final class Runner implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Runner.class.getName());
  private static final int DRAIN_SECONDS = 25;

  private final Function<StepAssignment, Step> steps;

  /** The last thing asked of each step; what is asked next begins when that is done. */
  private final Map<String, CompletableFuture<Optional<Step>>> running = new HashMap<>();

  private final Map<String, StepAssignment> wanted = new HashMap<>();
  private boolean closed;

  Runner(Function<StepAssignment, Step> steps) {
    this.steps = steps;
  }

  /** A step is to do this from now on, or nothing more. */
  synchronized void change(String key, Optional<StepAssignment> assignment) {
    if (closed || assignment.equals(Optional.ofNullable(wanted.get(key)))) {
      return;
    }
    var before = Optional.ofNullable(wanted.get(key));
    assignment.ifPresentOrElse(next -> wanted.put(key, next), () -> wanted.remove(key));
    var last = running.getOrDefault(key, CompletableFuture.completedFuture(Optional.empty()));
    boolean goesOn =
        before.isPresent()
            && assignment.isPresent()
            && Change.between(before.get(), assignment.get()) != Change.RESTART;
    running.put(
        key,
        goesOn
            ? last.thenApply(step -> adjust(key, step, assignment.get()))
            : last.thenCompose(Runner::stop).thenApply(_ -> start(key)));
  }

  /** A person asks something of a step's messages; nothing happens where it does not run here. */
  synchronized void tell(StepCommand command) {
    var key = StepAssignment.key(command.flow(), command.step());
    running.forEach(
        (one, step) -> {
          // A road that is being cleared has a key of its own.
          boolean meant = one.equals(key) || one.startsWith(key + "/");
          if (meant && step.isDone() && !step.isCompletedExceptionally()) {
            step.join().ifPresent(running -> running.tell(command));
          }
        });
  }

  /** Drains all steps, at the same time. */
  @Override
  public void close() {
    CompletableFuture<Void> all;
    synchronized (this) {
      closed = true;
      all =
          CompletableFuture.allOf(
              running.values().stream()
                  .map(step -> step.thenCompose(Runner::stop))
                  .toArray(CompletableFuture<?>[]::new));
    }
    try {
      all.get(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException late) {
      LOG.log(Level.WARNING, "not every step was drained: {0}", String.valueOf(late));
    }
  }

  /** What was overtaken by another change is left out: that one comes next. */
  private synchronized Optional<Step> adjust(
      String key, Optional<Step> step, StepAssignment assignment) {
    if (step.isEmpty() || step.get().hasEnded()) {
      return start(key);
    }
    if (assignment.equals(wanted.get(key))) {
      step.get().adjust(assignment);
    }
    return step;
  }

  /** Starts what is wanted by then: changes that were overtaken are left out. */
  private synchronized Optional<Step> start(String key) {
    var assignment = wanted.get(key);
    if (closed || assignment == null || assignment.state() != StepAssignment.State.RUNNING) {
      return Optional.empty();
    }
    var step = steps.apply(assignment);
    step.start();
    return Optional.of(step);
  }

  private static CompletableFuture<Void> stop(Optional<Step> step) {
    return step.map(Step::stop).orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
