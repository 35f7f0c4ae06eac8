package io.tributary.runtime.schedules;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Schedules in memory, by the test's clock. */
public final class InMemorySchedules implements Schedules {
  private final Map<FlowId, Schedule> schedules = new HashMap<>();
  private final Supplier<Instant> now;

  public InMemorySchedules(Supplier<Instant> now) {
    this.now = now;
  }

  @Override
  public void open(FlowId flow, StepName step, int revision, Timing timing) {
    schedules.compute(
        flow,
        (_, earlier) ->
            earlier != null && earlier.step().equals(step)
                ? earlier.goesOn(revision, timing, now.get())
                : Schedule.begun(flow, step, revision, timing, now.get()));
  }

  @Override
  public void close(FlowId flow) {
    schedules.remove(flow);
  }

  @Override
  public Optional<Schedule> ofFlow(FlowId flow) {
    return Optional.ofNullable(schedules.get(flow));
  }

  @Override
  public void ask(FlowId flow) {
    schedules.computeIfPresent(flow, (_, schedule) -> schedule.askedFor(now.get()));
  }
}
