package io.tributary.contracts.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of one step, as they lie in {@link StepEvent#TOPIC}: those of one transaction together,
 * because a record for each message would cost as much as the message itself. The names are short
 * for the same reason; {@link #events} reads them out.
 *
 * @param o organization
 * @param f flow
 * @param s step
 * @param r the revision of the step's assignment
 * @param e the events, in the order of the transaction
 */
public record StepEvents(OrganizationName o, FlowId f, StepName s, int r, List<Item> e) {
  public StepEvents {
    e = List.copyOf(e);
  }

  /**
   * One event; times in milliseconds since 1970.
   *
   * @param x execution
   * @param m message
   * @param p parent, absent where there is none
   * @param k outcome
   * @param a attempt
   * @param n outputs
   * @param b begin
   * @param d end
   * @param t next attempt, absent where there is none
   * @param ek error's kind
   * @param em error's message
   * @param w worker
   * @param it topic of the input, with partition and offset
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Item(
      String x,
      String m,
      @Nullable String p,
      StepEvent.Outcome k,
      int a,
      int n,
      long b,
      long d,
      @Nullable Long t,
      @Nullable String ek,
      @Nullable String em,
      @Nullable String w,
      String it,
      int ip,
      long io) {}

  /**
   * Events of one step and revision, together.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static StepEvents of(List<StepEvent> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("There is no event to write.");
    }
    var first = events.getFirst();
    return new StepEvents(
        first.organization(),
        first.flow(),
        first.step(),
        first.revision(),
        events.stream().map(StepEvents::item).toList());
  }

  /** The events whole. */
  public List<StepEvent> events() {
    return e.stream().map(this::event).toList();
  }

  private static Item item(StepEvent event) {
    var next = event.nextAttemptAt();
    return new Item(
        event.execution(),
        event.message(),
        event.parent(),
        event.outcome(),
        event.attempt(),
        event.outputs(),
        event.startedAt().toEpochMilli(),
        event.endedAt().toEpochMilli(),
        next == null ? null : next.toEpochMilli(),
        event.errorKind(),
        event.errorMessage(),
        event.worker(),
        event.topic(),
        event.partition(),
        event.offset());
  }

  private StepEvent event(Item item) {
    return new StepEvent(
        o,
        f,
        r,
        s,
        item.x(),
        item.m(),
        item.p(),
        item.k(),
        item.a(),
        item.n(),
        Instant.ofEpochMilli(item.b()),
        Instant.ofEpochMilli(item.d()),
        item.t() == null ? null : Instant.ofEpochMilli(item.t()),
        item.ek(),
        item.em(),
        item.w(),
        item.it(),
        item.ip(),
        item.io());
  }
}
