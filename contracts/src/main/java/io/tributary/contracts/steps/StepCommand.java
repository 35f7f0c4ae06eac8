package io.tributary.contracts.steps;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.util.Set;

/**
 * What a person asks of a running step's messages. Topic {@link #TOPIC}, key as {@link
 * StepAssignment#key}; kept for an hour. A runner obeys what is written while it runs: who asked
 * sees by the step's events whether it was, and may ask again.
 *
 * @param messages ids; empty = every message of the step that waits for its next attempt
 */
public record StepCommand(FlowId flow, StepName step, Kind kind, Set<String> messages) {
  public static final String TOPIC = "tributary.step-commands";

  public StepCommand {
    messages = Set.copyOf(messages);
  }

  /** What is asked. */
  public enum Kind {
    /** The next attempt is made now; a refused connection is tried now. */
    RETRY_NOW,
    /** No further attempt: a dead letter of kind {@code stopped}. */
    STOP_RETRYING
  }
}
