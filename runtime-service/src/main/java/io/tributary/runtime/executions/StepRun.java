package io.tributary.runtime.executions;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message at one step.
 *
 * @param parent the message that this one was made from; absent for what entered the flow
 * @param topic with partition and offset: where the step's input lies
 */
public record StepRun(
    String execution,
    StepName step,
    String message,
    @Nullable String parent,
    StepEvent.Outcome outcome,
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
    long offset) {}
