package io.tributary.runtime.keys;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Changes keys while they are used. Whoever opens secrets reads them together with their key, so
 * nobody meets one without the other; a change that comes in between is sealed anew the next time.
 */
@Component
public final class RotateKeys {
  private static final Logger LOG = LoggerFactory.getLogger(RotateKeys.class);
  private static final int AT_ONCE = 100;

  private final List<Reseal> everything;
  private final DataKeys keys;
  private final KeyEncryptionKey kek;
  private final Vault vault;

  public RotateKeys(List<Reseal> everything, DataKeys keys, KeyEncryptionKey kek, Vault vault) {
    this.everything = List.copyOf(everything);
    this.keys = keys;
    this.kek = kek;
    this.vault = vault;
  }

  /**
   * Gives the organization a new data key and seals its secrets anew; gives how many.
   *
   * @throws IllegalStateException where the key-encryption key is not to be had
   */
  public int rotate(OrganizationName organization) {
    vault.addKey(organization);
    return reseal();
  }

  /**
   * Encrypts every data key with the key-encryption key of now; gives how many were not. After it
   * the one before may go.
   *
   * @throws IllegalStateException where the one before has gone already
   */
  public int encryptDataKeysAnew() {
    int done = 0;
    for (var some = keys.notEncryptedWith(kek.id(), AT_ONCE);
        !some.isEmpty();
        some = keys.notEncryptedWith(kek.id(), AT_ONCE)) {
      for (var key : some) {
        done += keys.encryptedAnew(key, vault.encryptAnew(key)) ? 1 : 0;
      }
    }
    return done;
  }

  /** What was changed by hand in the key's place, or was left half done, is finished here. */
  @Scheduled(initialDelay = 20_000, fixedDelay = 600_000)
  void tidy() {
    try {
      int encrypted = encryptDataKeysAnew();
      int sealed = reseal();
      int forgotten = keys.forgetUnused();
      if (encrypted + sealed + forgotten > 0) {
        LOG.info(
            "Keys: {} data keys encrypted anew, {} secrets sealed anew, {} old keys forgotten",
            encrypted,
            sealed,
            forgotten);
      }
    } catch (DataAccessException away) {
      LOG.warn("Keys are looked after later: the database is away");
    } catch (IllegalStateException closed) {
      LOG.error("Keys: {}", closed.getMessage());
    }
  }

  private int reseal() {
    // Everybody's at once: what was left half done for others is finished as well.
    return Reach.across(Use.RESEALING)
        .call(() -> everything.stream().mapToInt(Reseal::reseal).sum());
  }
}
