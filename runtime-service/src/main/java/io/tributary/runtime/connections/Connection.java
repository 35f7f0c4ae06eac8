package io.tributary.runtime.connections;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A named set of credentials of an organization for one component, without its secrets.
 *
 * @param id no other connection has it, not even a later one of the same name
 * @param version counts the changes of its fields, from 1; part of what its secrets are bound to
 * @param fields the fields that may be shown
 * @param fingerprints of the secret fields: equal secrets show equal ones within this installation
 */
public record Connection(
    UUID id,
    OrganizationName organization,
    ConnectionName name,
    ComponentRef component,
    int version,
    JsonNode fields,
    Map<String, String> fingerprints,
    ConnectionState state,
    Instant changedAt) {
  public Connection {
    fingerprints = Map.copyOf(new TreeMap<>(fingerprints));
  }

  /** The same connection, as it is known now. */
  public Connection withState(ConnectionState changed) {
    return new Connection(
        id, organization, name, component, version, fields, fingerprints, changed, changedAt);
  }
}
