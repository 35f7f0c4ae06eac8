package io.tributary.contracts.workers;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.time.Instant;

/**
 * A running worker.
 *
 * @param container the engine's id, or the sandbox's process id
 * @param engine {@code docker} or {@code sandbox}
 */
public record WorkerView(
    String worker,
    FlowId flow,
    StepName step,
    String container,
    String engine,
    Instant startedAt) {}
