package io.tributary.runtime.executions;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** What is known of one message at one step. */
  Optional<StepRun> run(String execution, String message, StepName step);

  /** What a step got in these executions, oldest first. */
  List<StepRun> runsOf(
      OrganizationName organization, FlowId flow, StepName step, Span span, int limit);

  /**
   * The first id, in the order of ids and thus of time, of a flow's executions that are on their
   * way, or of which something was heard since then.
   */
  Optional<String> oldestHeardOf(FlowId flow, Instant since);

  /** Forgets executions whose last event is older; returns how many, at most a few thousand. */
  int forgetBefore(Instant oldest);

  /**
   * An event and where its step stands in its flow.
   *
   * @param stepsAfter how many steps take what this one gives, or gave up where it was given up
   */
  record PlacedEvent(StepEvent event, int stepsAfter) {}

  /**
   * Which executions are asked for.
   *
   * @param since began then or later
   * @param text stands in an id of the execution or its messages, or in an error's text
   * @param limit 1 to 500
   */
  record Question(
      @Nullable FlowId flow,
      @Nullable ExecutionStatus status,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String text,
      int limit) {}

  /**
   * Executions that began in a span of time.
   *
   * @param executions only these; empty = all
   * @param status by its word; absent = any
   */
  record Span(Set<String> executions, Instant since, Instant until, @Nullable String status) {
    public Span {
      executions = Set.copyOf(executions);
    }
  }
}
