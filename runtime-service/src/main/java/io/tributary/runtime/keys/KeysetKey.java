package io.tributary.runtime.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A Tink keyset, JSON, as {@code tinkey} writes it: in a file, or in what an environment's secret
 * store has put into a variable. The file is read anew whenever it changes, so that a key is
 * rotated by putting a keyset there whose primary key is new and that still has the old one.
 */
public final class KeysetKey implements KeyEncryptionKey {
  private static final Configuration TINK = AeadConfig2026.get();

  /** Lies beside the data where no other place is set. */
  private static final String FILE = "kek.json";

  private final Supplier<String> text;
  private final String where;
  private volatile Read last = new Read("", "", null);

  private KeysetKey(String where, Supplier<String> text) {
    this.where = where;
    this.text = text;
  }

  /** The keyset itself, as a secret store hands it over. */
  public static KeysetKey of(String json) {
    return new KeysetKey("TRIBUTARY_KEK", () -> json);
  }

  /** A file of the operator's. */
  public static KeysetKey in(Path file) {
    return new KeysetKey(file.toString(), () -> content(file));
  }

  /**
   * A file of our own among the installation's keys, made at its first use.
   *
   * @param used whether something is encrypted already: then a missing file is lost, and a new one
   *     would hide that
   */
  public static KeysetKey in(KeyFolder keys, BooleanSupplier used) {
    return new KeysetKey(
        "keys/" + FILE,
        () -> {
          if (!keys.has(FILE) && used.getAsBoolean()) {
            throw new IllegalStateException(
                "keys/kek.json is missing, and secrets are encrypted with it. Put the backup of it"
                    + " back; nothing opens without it.");
          }
          return new String(keys.content(FILE, KeysetKey::fresh), StandardCharsets.UTF_8);
        });
  }

  @Override
  public String id() {
    return read().id();
  }

  @Override
  public Aead aead() {
    return java.util.Objects.requireNonNull(read().aead());
  }

  private Read read() {
    var now = text.get();
    var known = last;
    if (!known.text().equals(now)) {
      known = parsed(now);
      last = known;
    }
    return known;
  }

  private Read parsed(String json) {
    try {
      var keyset = TinkJsonProtoKeysetFormat.parseKeyset(json, TINK, InsecureSecretKeyAccess.get());
      return new Read(
          json,
          Integer.toHexString(keyset.getPrimary().getId()),
          keyset.getPrimitive(TINK, Aead.class));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          where + " is not a keyset. Put the backup of it back; nothing opens without it.", e);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalStateException(
          "The key-encryption key " + file + " cannot be read. Check TRIBUTARY_KEK_FILE.",
          unreadable);
    }
  }

  private static byte[] fresh() {
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

  private record Read(String text, String id, @org.jspecify.annotations.Nullable Aead aead) {
    @Override
    public String toString() {
      return "keyset " + id;
    }
  }
}
