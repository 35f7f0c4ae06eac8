package io.tributary.contracts.workers;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A connection's secrets for one step, for memory only: {@code GET
 * /internal/v1/flows/{flow}/steps/{step}/connection}.
 *
 * @param fields all fields, secret ones in the clear
 * @param secret names of those that nobody but the component may see; all, where a runtime does not
 *     say
 * @param egress hosts that the component's manifest draws from the connection's fields
 * @param expiresAt at most five minutes from now; the runner renews before
 */
public record ConnectionLease(
    ConnectionName name,
    JsonNode fields,
    Set<String> secret,
    List<HostGrant> egress,
    Instant expiresAt) {
  public ConnectionLease {
    secret = secret == null ? Set.copyOf(fields.propertyNames()) : Set.copyOf(secret);
    egress = List.copyOf(egress);
  }

  /** The secrets themselves, for whoever has to keep them out of a text. */
  public Set<String> secretTexts() {
    return secret.stream().flatMap(name -> texts(fields.path(name))).collect(Collectors.toSet());
  }

  private static Stream<String> texts(JsonNode value) {
    return value.isContainer()
        ? value.values().stream().flatMap(ConnectionLease::texts)
        : Stream.of(value.asString(""));
  }

  /** Never the fields. */
  @Override
  public String toString() {
    return "ConnectionLease[" + name + "]";
  }
}
