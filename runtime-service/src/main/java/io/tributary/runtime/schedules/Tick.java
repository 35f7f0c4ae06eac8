package io.tributary.runtime.schedules;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * One call for a poll. Everything that names it is derived from flow, trigger and time, so that a
 * tick that has to be written again is the same tick.
 *
 * @param revision the flow's deployed revision
 * @param at the time that it was scheduled for, or asked for
 */
public record Tick(FlowId flow, StepName step, int revision, Instant at) {
  /** Its message's id, and its execution's. */
  public String id() {
    var name = "%s/%s/%s".formatted(flow, step, eventId());
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The trigger takes each once. */
  public String eventId() {
    return "tick:" + at;
  }
}
