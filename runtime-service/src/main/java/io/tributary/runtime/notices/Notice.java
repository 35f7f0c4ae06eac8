package io.tributary.runtime.notices;

import io.tributary.contracts.names.FlowId;
import java.time.Instant;
import java.util.Set;

/**
 * Something that a flow's people are to know.
 *
 * @param about what it is told once for: a cause, or a connection
 * @param subject one line
 * @param text what happened, and what to do next
 * @param count how often it has happened since
 * @param reached addresses that were told already, where another one could not be
 */
public record Notice(
    FlowId flow,
    String about,
    String subject,
    String text,
    Instant since,
    long count,
    Set<String> reached) {
  public Notice {
    reached = Set.copyOf(reached);
  }

  /** Something that nobody was told of yet. */
  public Notice(FlowId flow, String about, String subject, String text, Instant since, long count) {
    this(flow, about, subject, text, since, count, Set.of());
  }
}
