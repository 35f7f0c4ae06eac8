package io.tributary.runtime.hooks.verification;

import io.tributary.runtime.keys.Reseal;
import io.tributary.runtime.keys.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Webhooks' secrets under their organization's newest data key. */
@Component
final class ResealVerifications implements Reseal {
  private static final Logger LOG = LoggerFactory.getLogger(ResealVerifications.class);
  private static final int AT_ONCE = 100;

  private final Verifications verifications;
  private final Vault vault;

  ResealVerifications(Verifications verifications, Vault vault) {
    this.verifications = verifications;
    this.vault = vault;
  }

  @Override
  public int reseal() {
    int done = 0;
    var last = "";
    for (var some = verifications.sealedBefore(last, AT_ONCE);
        !some.isEmpty();
        some = verifications.sealedBefore(last, AT_ONCE)) {
      for (var kept : some) {
        done += reseal(kept) ? 1 : 0;
      }
      last = some.getLast().flow().value();
    }
    return done;
  }

  private boolean reseal(KeptVerification kept) {
    try {
      var content = vault.open(kept.secrets(), kept.binding());
      return verifications.resealed(kept, vault.seal(kept.organization(), kept.binding(), content));
    } catch (IllegalStateException closed) {
      LOG.error("Webhook of flow {}: {}", kept.flow(), closed.getMessage());
      return false;
    }
  }
}
