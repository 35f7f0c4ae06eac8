package io.tributary.contracts.steps;

import io.tributary.contracts.names.StepName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line that a step's worker logged; value of {@link FlowTopics#logs}.
 *
 * @param execution where the line belongs to a message
 * @param text control characters escaped, at most 16 KiB
 */
public record LogLine(
    Instant at,
    StepName step,
    String worker,
    String level,
    @Nullable String execution,
    String text) {}
