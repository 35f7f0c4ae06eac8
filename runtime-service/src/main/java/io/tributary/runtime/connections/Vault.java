package io.tributary.runtime.connections;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.keys.KeyFolder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Encrypts connections' secrets, AES-256-GCM, each connection with a key of its own under the
 * installation's. Secrets are bound to organization, connection and version: moved to another row
 * they do not open.
 */
public final class Vault {
  private static final Configuration TINK = AeadConfig2026.get();
  private static final String MASTER = "kek.json";
  private static final String FINGERPRINTS = "fingerprints.key";

  private final Aead master;
  private final byte[] fingerprintKey;

  /**
   * @throws IllegalStateException where the key file is not a keyset
   */
  public Vault(KeyFolder keys) {
    try {
      byte[] keyset = keys.content(MASTER, Vault::newMaster);
      this.master =
          TinkJsonProtoKeysetFormat.parseKeyset(
                  new String(keyset, StandardCharsets.UTF_8), TINK, InsecureSecretKeyAccess.get())
              .getPrimitive(TINK, Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "keys/kek.json is not a keyset. Put the backup of it back; nothing opens without it.", e);
    }
    this.fingerprintKey = keys.key(FINGERPRINTS);
  }

  /** What secrets are bound to. */
  public record Place(OrganizationName organization, ConnectionName connection, int version) {
    byte[] bytes() {
      return (organization + "|" + connection + "|" + version).getBytes(StandardCharsets.UTF_8);
    }
  }

  SealedSecrets seal(Place place, JsonNode secrets) {
    try {
      var own = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
      return new SealedSecrets(
          TinkProtoKeysetFormat.serializeEncryptedKeyset(own, master, place.bytes(), TINK),
          own.getPrimitive(TINK, Aead.class)
              .encrypt(Json.mapper().writeValueAsBytes(secrets), place.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Secrets cannot be encrypted.", e);
    }
  }

  /**
   * Opens secrets.
   *
   * @throws IllegalStateException where the key is another one or the secrets were moved; closed is
   *     the answer to every doubt
   */
  JsonNode open(Place place, SealedSecrets secrets) {
    try {
      var own =
          TinkProtoKeysetFormat.parseEncryptedKeyset(secrets.key(), master, place.bytes(), TINK)
              .getPrimitive(TINK, Aead.class);
      return Json.mapper().readTree(own.decrypt(secrets.content(), place.bytes()));
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

  private static byte[] newMaster() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
              KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK),
              TINK,
              InsecureSecretKeyAccess.get())
          .getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No key can be made.", e);
    }
  }
}
