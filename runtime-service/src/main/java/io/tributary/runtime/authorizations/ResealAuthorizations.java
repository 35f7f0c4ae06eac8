package io.tributary.runtime.authorizations;

import io.tributary.runtime.authorizations.Authorizations.Kept;
import io.tributary.runtime.keys.Reseal;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tokens under their organization's newest data key. */
@Component
final class ResealAuthorizations implements Reseal {
  private static final Logger LOG = LoggerFactory.getLogger(ResealAuthorizations.class);
  private static final int AT_ONCE = 100;

  private final Authorizations authorizations;
  private final TokenVault vault;

  ResealAuthorizations(Authorizations authorizations, TokenVault vault) {
    this.authorizations = authorizations;
    this.vault = vault;
  }

  @Override
  public int reseal() {
    int done = 0;
    var last = new UUID(0, 0);
    for (var some = authorizations.sealedBefore(last, AT_ONCE);
        !some.isEmpty();
        some = authorizations.sealedBefore(last, AT_ONCE)) {
      for (var kept : some) {
        done += reseal(kept) ? 1 : 0;
      }
      last = some.getLast().authorization().place().connection();
    }
    return done;
  }

  private boolean reseal(Kept kept) {
    try {
      return authorizations.resealed(kept, vault.seal(kept.authorization(), vault.open(kept)));
    } catch (IllegalStateException closed) {
      LOG.error("Tokens of {}: {}", kept.authorization().place().name(), closed.getMessage());
      return false;
    }
  }
}
