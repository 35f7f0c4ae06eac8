package io.tributary.runtime.keys;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** Keysets as an operator makes them with tinkey. */
public final class Keysets {
  private static final Configuration TINK = AeadConfig2026.get();

  private Keysets() {}

  public static String fresh() throws GeneralSecurityException {
    return json(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
  }

  /** The same keyset with one more key, which encrypts from now on. */
  public static String withNewPrimary(String before) throws GeneralSecurityException {
    var fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK).getPrimary();
    return json(
        KeysetHandle.newBuilder(keyset(before))
            .addEntry(
                KeysetHandle.importKey(fresh.getKey()).withFixedId(fresh.getId()).makePrimary())
            .build());
  }

  /** Without the keys of before. */
  public static String onlyPrimary(String before) throws GeneralSecurityException {
    var primary = keyset(before).getPrimary();
    return json(
        KeysetHandle.newBuilder()
            .addEntry(
                KeysetHandle.importKey(primary.getKey()).withFixedId(primary.getId()).makePrimary())
            .build());
  }

  private static KeysetHandle keyset(String json) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(json, TINK, InsecureSecretKeyAccess.get());
  }

  private static String json(KeysetHandle keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, TINK, InsecureSecretKeyAccess.get());
  }
}
