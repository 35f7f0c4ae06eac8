package io.tributary.runtime.executions;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The view of executions: what became of each message at each step. */
public interface Executions {
  /**
   * Takes events; telling one again changes nothing, an end is never undone by an attempt before
   * it.
   */
  void record(List<PlacedEvent> events);

  /** Newest first. */
  List<Execution> newest(OrganizationName organization, Question question);

  Optional<Execution> find(OrganizationName organization, String execution);

  /** The way of the message, in the order of time. */
  List<StepRun> path(String execution);

  /** Forgets executions whose last event is older; returns how many, at most a few thousand. */
  int forgetBefore(Instant oldest);

  /**
   * An event and where its step stands in its flow.
   *
   * @param stepsAfter how many steps take what this one gives
   */
  record PlacedEvent(StepEvent event, int stepsAfter) {}

  /**
   * Which executions are asked for.
   *
   * @param limit 1 to 500
   */
  record Question(@Nullable FlowId flow, @Nullable ExecutionStatus status, int limit) {}
}
