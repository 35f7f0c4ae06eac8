package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.Optional;

/**
 * Messages on their way through steps again.
 *
 * @param flow empty where it is about several
 * @param perSecond at most so many messages enter in a second
 * @param sameVersion whether its messages run on the revision that they began with, where the step
 *     still knows it, and not on the one that is deployed
 * @param sent how many of the total have entered their step
 */
public record Replay(
    String id,
    OrganizationName organization,
    Optional<FlowId> flow,
    int perSecond,
    boolean sameVersion,
    int total,
    int sent,
    State state,
    String requestedBy,
    Instant requestedAt,
    Optional<Instant> endedAt) {

  /** Running → Done | Cancelled. */
  public enum State {
    RUNNING,
    DONE,
    CANCELLED
  }
}
