package io.tributary.runtime.connections;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.keys.KeyEncryptionKey;
import io.tributary.runtime.keys.Vault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Connections' secrets in the vault, bound to organization, connection and version: put back into a
 * later connection of the same name they do not open.
 */
public final class ConnectionVault {
  private static final Configuration TINK = AeadConfig2026.get();

  private final Vault vault;
  private final KeyEncryptionKey kek;
  private final byte[] fingerprintKey;

  /**
   * A vault.
   *
   * @param kek opens what was sealed before organizations had data keys
   * @param fingerprintKey 256 bits that tell equal secrets by equal fingerprints
   */
  public ConnectionVault(Vault vault, KeyEncryptionKey kek, byte[] fingerprintKey) {
    this.vault = vault;
    this.kek = kek;
    this.fingerprintKey = fingerprintKey.clone();
  }

  /**
   * What secrets are bound to.
   *
   * @param id of the connection; no other has it, ever
   */
  public record Place(
      OrganizationName organization, ConnectionName connection, UUID id, int version) {
    String binding() {
      return "connection-secrets|" + organization + "|" + id + "|" + version;
    }

    byte[] bindingBefore() {
      return (organization + "|" + connection + "|" + version).getBytes(StandardCharsets.UTF_8);
    }
  }

  SealedSecrets seal(Place place, JsonNode secrets) {
    return new SealedSecrets.ByDataKey(
        vault.seal(
            place.organization(), place.binding(), Json.mapper().writeValueAsBytes(secrets)));
  }

  /**
   * Opens secrets.
   *
   * @throws IllegalStateException where the key is another one or the secrets were moved; closed is
   *     the answer to every doubt
   */
  JsonNode open(Place place, SealedSecrets secrets) {
    return Json.mapper()
        .readTree(
            switch (secrets) {
              case SealedSecrets.ByDataKey(var sealed) -> vault.open(sealed, place.binding());
              case SealedSecrets.ByOwnKey own -> opened(place, own);
            });
  }

  private byte[] opened(Place place, SealedSecrets.ByOwnKey own) {
    try {
      return TinkProtoKeysetFormat.parseEncryptedKeyset(
              own.key(), kek.aead(), place.bindingBefore(), TINK)
          .getPrimitive(TINK, Aead.class)
          .decrypt(own.content(), place.bindingBefore());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The secrets of connection \"%s\" do not open with this installation's key."
              .formatted(place.connection()),
          e);
    }
  }

  /** Sixteen hexadecimal digits that tell secrets apart and say nothing about them. */
  String fingerprint(OrganizationName organization, JsonNode secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(fingerprintKey, "HmacSHA256"));
      mac.update((organization + "|").getBytes(StandardCharsets.UTF_8));
      byte[] tag = mac.doFinal(secret.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(tag, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is missing from this Java.", e);
    }
  }
}
