package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import org.springframework.stereotype.Component;

/** What both controllers of clients do, each for its owners. */
@Component
final class ClientDesk {
  private final OAuthClients clients;
  private final SaveClient save;
  private final RedirectAddress redirect;

  ClientDesk(OAuthClients clients, SaveClient save, RedirectAddress redirect) {
    this.clients = clients;
    this.save = save;
    this.redirect = redirect;
  }

  ClientView show(ClientOwner owner, ComponentRef component) {
    return view(
        clients
            .find(owner, component)
            .map(OAuthClients.Kept::client)
            .orElseThrow(() -> unknown(component)));
  }

  ClientView put(ClientOwner owner, ComponentRef component, ClientBody body) {
    return switch (save.save(body.wish(owner, component))) {
      case SaveClient.Outcome.Saved(var client) -> view(client);
      case SaveClient.Outcome.Refused(var findings) ->
          throw Refusal.invalid(
              "oauth-client-invalid", "The client was not saved; see the errors.", findings);
      case SaveClient.Outcome.Conflict() ->
          throw Refusal.conflict(
              "oauth-client-conflict", "Somebody else changed it at the same time. Try again.");
    };
  }

  void remove(ClientOwner owner, ComponentRef component) {
    if (!clients.remove(owner, component)) {
      throw unknown(component);
    }
  }

  private ClientView view(OAuthClient client) {
    return new ClientView(
        client.component(),
        client.clientId(),
        client.lastFour(),
        client.hosts(),
        redirect.toString(),
        client.changedAt());
  }

  private static Refusal unknown(ComponentRef component) {
    return Refusal.notFound(
        "oauth-client-not-found", "There is no OAuth client for %s here.".formatted(component));
  }
}
