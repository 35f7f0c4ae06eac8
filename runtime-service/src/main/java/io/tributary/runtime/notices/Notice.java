package io.tributary.runtime.notices;

import io.tributary.contracts.names.FlowId;
import java.time.Instant;

/**
 * Something that a flow's people are to know.
 *
 * @param about what it is told once for: a cause, or a connection
 * @param subject one line
 * @param text what happened, and what to do next
 * @param count how often it has happened since
 */
public record Notice(
    FlowId flow, String about, String subject, String text, Instant since, long count) {}
