package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Ending.Output;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that goes on in the parked topic: its copy, and the outputs of the pages that the copy
 * stands behind.
 *
 * @param under as in {@link Finished}
 */
public record Parked(
    ParkedCopy copy,
    int earlierOutputs,
    List<Output> paged,
    Instant at,
    @Nullable StepAssignment under) {}
