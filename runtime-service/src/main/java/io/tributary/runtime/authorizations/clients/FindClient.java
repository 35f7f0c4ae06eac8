package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.manifest.OAuth2;
import io.tributary.runtime.authorizations.provider.ClientCredentials;
import io.tributary.runtime.authorizations.provider.EndpointTemplates;
import io.tributary.runtime.keys.Vault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The client of a component's connections: the organization's own, else the platform's, else the
 * one that the connection's fields hold.
 */
@Component
public final class FindClient {
  private final OAuthClients clients;
  private final Vault vault;

  FindClient(OAuthClients clients, Vault vault) {
    this.clients = clients;
    this.vault = vault;
  }

  /** What was found. */
  public sealed interface Found {
    record One(ClientCredentials client) implements Found {}

    /** There is one, and its secret may not be sent there. */
    record NotThere(String reason) implements Found {}

    record None() implements Found {}
  }

  /**
   * Looks.
   *
   * @param fields all of the connection's, secret ones in the clear
   * @param endpoint where its secret would be sent
   */
  public Found find(
      OrganizationName organization,
      ComponentRef component,
      OAuth2 manifest,
      Map<String, String> fields,
      URI endpoint) {
    return clients
        .find(new ClientOwner.Organization(organization), component)
        .or(() -> clients.find(new ClientOwner.Platform(), component))
        .map(kept -> opened(kept, endpoint))
        .orElseGet(
            () -> drawn(manifest, fields).<Found>map(Found.One::new).orElseGet(Found.None::new));
  }

  private Found opened(OAuthClients.Kept kept, URI endpoint) {
    var client = kept.client();
    if (!client.mayAsk(endpoint.getHost())) {
      return new Found.NotThere(
          "The OAuth client of %s is for %s, and this connection's provider is %s."
              .formatted(
                  client.component(), String.join(", ", client.hosts()), endpoint.getHost()));
    }
    var secret = new String(vault.open(kept.secret(), client.binding()), StandardCharsets.UTF_8);
    return new Found.One(new ClientCredentials(client.clientId(), secret));
  }

  private static Optional<ClientCredentials> drawn(OAuth2 manifest, Map<String, String> fields) {
    return EndpointTemplates.text(manifest.clientId(), fields)
        .flatMap(
            id ->
                EndpointTemplates.text(manifest.clientSecret(), fields)
                    .map(secret -> new ClientCredentials(id, secret)));
  }
}
