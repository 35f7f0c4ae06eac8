package io.tributary.contracts.executions;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message at one step. They lie in topic {@link #TOPIC} as {@link StepEvents},
 * key = the step's. Ends are written in the transaction that commits the message, so there is
 * exactly one for each; {@code RETRYING} is told besides, and may repeat.
 *
 * @param topic with partition and offset: where the step's input lies
 * @param outputs how many messages the step emitted for this one
 * @param attempt of the outcome, from 1
 * @param nextAttemptAt only for {@code RETRYING}
 */
public record StepEvent(
    OrganizationName organization,
    FlowId flow,
    int revision,
    StepName step,
    String execution,
    String message,
    @Nullable String parent,
    Outcome outcome,
    int attempt,
    int outputs,
    Instant startedAt,
    Instant endedAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String errorKind,
    @Nullable String errorMessage,
    @Nullable String worker,
    String topic,
    int partition,
    long offset) {
  public static final String TOPIC = "tributary.executions";

  /** The architecture's StepOutcome, as the view needs it. */
  public enum Outcome {
    EMITTED,
    RETRYING,
    CONNECTION_REFUSED,
    DEAD,
    /** A person took it out of the flow, naming how many would go. */
    DISCARDED
  }
}
