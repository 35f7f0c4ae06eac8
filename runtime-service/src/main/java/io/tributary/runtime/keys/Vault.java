package io.tributary.runtime.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.ids.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Seals what is secret, AES-256-GCM, with data keys of its organization, which are encrypted with a
 * key that is not in the database. What is sealed is bound to what it is: moved to another place it
 * does not open.
 *
 * <p>Keys that it has opened are in memory until nobody has used them for ten minutes.
 */
public final class Vault {
  private static final Configuration TINK = AeadConfig2026.get();
  private static final int MOST_OPENED = 10_000;
  private static final Duration UNUSED = Duration.ofMinutes(10);

  private final KeyEncryptionKey kek;
  private final DataKeys keys;
  private final Ids ids;
  private final Clock clock;

  private final Cache<Opened, Aead> opened;

  public Vault(KeyEncryptionKey kek, DataKeys keys, Ids ids, Clock clock) {
    this(kek, keys, ids, clock, Ticker.systemTicker());
  }

  Vault(KeyEncryptionKey kek, DataKeys keys, Ids ids, Clock clock, Ticker ticker) {
    this.kek = kek;
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
    this.opened =
        Caffeine.newBuilder()
            .maximumSize(MOST_OPENED)
            .expireAfterAccess(UNUSED)
            // Without it one stays until another is asked for.
            .scheduler(Scheduler.systemScheduler())
            .ticker(ticker)
            .build();
  }

  /** A data key is the same for as long as it is, however it is encrypted. */
  private record Opened(UUID id, OrganizationName organization) {}

  /**
   * Seals with the organization's newest key.
   *
   * @param binding says what it is; without equal words it does not open
   */
  public Sealed seal(OrganizationName organization, String binding, byte[] content) {
    var key = keys.newest(organization).orElseGet(() -> addKey(organization));
    try {
      return new Sealed(key, aead(key).encrypt(content, bytes(binding)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Secrets cannot be encrypted.", e);
    }
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalStateException where the key is another one or it was moved; closed is the
   *     answer to every doubt
   */
  public byte[] open(Sealed sealed, String binding) {
    try {
      return aead(sealed.key()).decrypt(sealed.content(), bytes(binding));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("It does not open with this installation's key.", e);
    }
  }

  /** From now on the organization's secrets are sealed with a new key. */
  public DataKey addKey(OrganizationName organization) {
    try {
      var id = ids.timeOrdered();
      var key =
          encrypted(
              id,
              organization,
              KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
      keys.add(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No data key can be made.", e);
    }
  }

  /**
   * The same data key, encrypted with the key-encryption key of now.
   *
   * @throws IllegalStateException where the one that it was encrypted with is gone
   */
  public DataKey encryptAnew(DataKey key) {
    try {
      return encrypted(key.id(), key.organization(), keyset(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "A data key of %s does not open: its key-encryption key %s is missing."
              .formatted(key.organization(), key.kek()),
          e);
    }
  }

  /**
   * Lets go of the organization's keys that are open in this process. Who is opening one right now
   * may leave it open until it is not used.
   */
  void forget(OrganizationName organization) {
    opened.asMap().keySet().removeIf(key -> key.organization().equals(organization));
  }

  private DataKey encrypted(UUID id, OrganizationName organization, KeysetHandle keyset)
      throws GeneralSecurityException {
    return new DataKey(
        id,
        organization,
        kek.id(),
        TinkProtoKeysetFormat.serializeEncryptedKeyset(
            keyset, kek.aead(), place(id, organization), TINK),
        clock.instant());
  }

  private KeysetHandle keyset(DataKey key) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.parseEncryptedKeyset(
        key.encrypted(), kek.aead(), place(key.id(), key.organization()), TINK);
  }

  private static byte[] place(UUID id, OrganizationName organization) {
    return bytes("data-key|" + organization + "|" + id);
  }

  private Aead aead(DataKey key) throws GeneralSecurityException {
    var id = new Opened(key.id(), key.organization());
    var known = opened.getIfPresent(id);
    if (known != null) {
      return known;
    }
    var fresh = keyset(key).getPrimitive(TINK, Aead.class);
    opened.put(id, fresh);
    return fresh;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
