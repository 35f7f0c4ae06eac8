package io.tributary.runtime.connections;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.runtime.components.ComponentVersion;
import io.tributary.runtime.components.Egress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Opens a connection for one step, for memory only and five minutes, or as long as its token. */
@Component
public final class LeaseConnection {
  private static final Duration TERM = Duration.ofMinutes(5);

  private final Connections connections;
  private final ConnectionVault vault;
  private final AccessTokens tokens;
  private final Clock clock;

  public LeaseConnection(
      Connections connections, ConnectionVault vault, AccessTokens tokens, Clock clock) {
    this.connections = connections;
    this.vault = vault;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** Empty where the connection is gone, or is one of another component. */
  public Optional<ConnectionLease> lease(
      OrganizationName organization, ConnectionName name, ComponentVersion version) {
    return connections
        .kept(organization, name)
        .filter(kept -> kept.connection().component().equals(version.ref().component()))
        .map(kept -> leased(kept.connection(), kept.secrets(), version));
  }

  private ConnectionLease leased(
      Connection connection, SealedSecrets sealed, ComponentVersion version) {
    var fields = (ObjectNode) connection.fields().deepCopy();
    var secrets = (ObjectNode) vault.open(SaveConnection.place(connection), sealed);
    fields.setAll(secrets);
    var texts = new HashMap<String, String>();
    fields.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asString("")));
    var token = tokens.lend(connection, version);
    var secret = new HashSet<>(secrets.propertyNames());
    token.ifPresent(
        lent -> {
          fields.set(lent.field(), lent.value());
          secret.add(lent.field());
        });
    var end = clock.instant().plus(TERM);
    return new ConnectionLease(
        connection.name(),
        fields,
        secret,
        Egress.drawnFrom(version.manifest(), texts),
        token.map(AccessTokens.Lent::until).filter(end::isAfter).orElse(end));
  }
}
