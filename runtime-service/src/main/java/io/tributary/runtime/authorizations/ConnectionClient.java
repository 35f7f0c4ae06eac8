package io.tributary.runtime.authorizations;

import io.tributary.manifest.OAuth2;
import io.tributary.runtime.authorizations.clients.FindClient;
import io.tributary.runtime.authorizations.provider.ClientCredentials;
import io.tributary.runtime.components.ComponentSelector;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.components.ResolveComponent.Resolution;
import io.tributary.runtime.components.VersionSelector;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.OpenFields;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The client by which a connection was authorized, where it is still there. */
@Component
final class ConnectionClient {
  private final ResolveComponent resolve;
  private final FindClient clients;
  private final OpenFields fields;

  ConnectionClient(ResolveComponent resolve, FindClient clients, OpenFields fields) {
    this.resolve = resolve;
    this.clients = clients;
    this.fields = fields;
  }

  /** What was found. */
  sealed interface Found {
    record One(ClientCredentials client) implements Found {}

    record Gone(String reason) implements Found {}
  }

  /** Tokens belong to the client that they were given to: another one's id is none. */
  Found of(Connection connection, Deal deal) {
    var manifest = manifest(connection);
    if (manifest.isEmpty()) {
      return new Found.Gone(
          "%s asks no provider for consent any more.".formatted(connection.component()));
    }
    return switch (clients.find(
        connection.organization(),
        connection.component(),
        manifest.get(),
        fields.all(connection),
        deal.tokenEndpoint())) {
      case FindClient.Found.One(var client) when client.id().equals(deal.clientId()) ->
          new Found.One(client);
      case FindClient.Found.One _ ->
          new Found.Gone("The OAuth client is another one than it was authorized by.");
      case FindClient.Found.NotThere(var reason) -> new Found.Gone(reason);
      case FindClient.Found.None() ->
          new Found.Gone("The OAuth client that it was authorized by is gone.");
    };
  }

  private Optional<OAuth2> manifest(Connection connection) {
    return switch (resolve.resolve(
        new ComponentSelector(connection.component(), new VersionSelector.Latest()))) {
      case Resolution.Resolved(var version) -> version.manifest().credentials().oauth2();
      case Resolution.UnknownComponent _, Resolution.UnknownVersion _ -> Optional.empty();
    };
  }
}
