package io.tributary.runtime.connections;

import io.tributary.runtime.connections.Connections.Kept;
import io.tributary.runtime.keys.Reseal;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Connections' secrets under their organization's newest data key. */
@Component
final class ResealConnections implements Reseal {
  private static final Logger LOG = LoggerFactory.getLogger(ResealConnections.class);
  private static final int AT_ONCE = 100;

  private final Connections connections;
  private final ConnectionVault vault;

  ResealConnections(Connections connections, ConnectionVault vault) {
    this.connections = connections;
    this.vault = vault;
  }

  @Override
  public int reseal() {
    int done = 0;
    var last = new UUID(0, 0);
    for (var some = connections.sealedBefore(last, AT_ONCE);
        !some.isEmpty();
        some = connections.sealedBefore(last, AT_ONCE)) {
      for (var kept : some) {
        done += reseal(kept) ? 1 : 0;
      }
      last = some.getLast().connection().id();
    }
    return done;
  }

  private boolean reseal(Kept kept) {
    var place = SaveConnection.place(kept.connection());
    try {
      return connections.resealed(kept, vault.seal(place, vault.open(place, kept.secrets())));
    } catch (IllegalStateException closed) {
      LOG.error("{} of {}: {}", place.connection(), place.organization(), closed.getMessage());
      return false;
    }
  }
}
