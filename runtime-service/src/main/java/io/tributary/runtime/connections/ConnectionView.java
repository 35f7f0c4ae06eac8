package io.tributary.runtime.connections;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A connection as the API shows it: never a secret.
 *
 * @param secrets fingerprint of each secret field that is set
 * @param state {@code untested}, {@code working} or {@code refused}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConnectionView(
    ConnectionName name,
    ComponentRef component,
    int version,
    JsonNode fields,
    Map<String, String> secrets,
    String state,
    @Nullable Instant stateSince,
    @Nullable String stateReason,
    Instant changedAt) {
  static ConnectionView of(Connection connection) {
    var state = StateColumns.of(connection.state());
    return new ConnectionView(
        connection.name(),
        connection.component(),
        connection.version(),
        connection.fields(),
        connection.fingerprints(),
        state.word(),
        state.since() == null ? null : state.since().toInstant(),
        state.reason(),
        connection.changedAt());
  }
}
