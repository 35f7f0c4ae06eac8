package io.tributary.contracts.workers;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A connection's secrets for one step, for memory only: {@code GET
 * /internal/v1/flows/{flow}/steps/{step}/connection}.
 *
 * @param fields all fields, secret ones in the clear
 * @param egress hosts that the component's manifest draws from the connection's fields
 * @param expiresAt at most five minutes from now; the runner renews before
 */
public record ConnectionLease(
    ConnectionName name, JsonNode fields, List<HostGrant> egress, Instant expiresAt) {
  public ConnectionLease {
    egress = List.copyOf(egress);
  }

  /** Never the fields. */
  @Override
  public String toString() {
    return "ConnectionLease[" + name + "]";
  }
}
