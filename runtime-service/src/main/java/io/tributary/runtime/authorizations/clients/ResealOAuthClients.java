package io.tributary.runtime.authorizations.clients;

import io.tributary.runtime.authorizations.clients.OAuthClients.Kept;
import io.tributary.runtime.keys.Reseal;
import io.tributary.runtime.keys.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Clients' secrets under the newest data key; who has more than ten thousand waits a round. */
@Component
final class ResealOAuthClients implements Reseal {
  private static final Logger LOG = LoggerFactory.getLogger(ResealOAuthClients.class);
  private static final int AT_ONCE = 10_000;

  private final OAuthClients clients;
  private final Vault vault;

  ResealOAuthClients(OAuthClients clients, Vault vault) {
    this.clients = clients;
    this.vault = vault;
  }

  @Override
  public int reseal() {
    return (int) clients.sealedBefore(AT_ONCE).stream().filter(this::reseal).count();
  }

  private boolean reseal(Kept kept) {
    var client = kept.client();
    try {
      var content = vault.open(kept.secret(), client.binding());
      return clients.resealed(
          kept, vault.seal(client.owner().sealedFor(), client.binding(), content));
    } catch (IllegalStateException closed) {
      LOG.error("OAuth client of {}: {}", client.component(), closed.getMessage());
      return false;
    }
  }
}
