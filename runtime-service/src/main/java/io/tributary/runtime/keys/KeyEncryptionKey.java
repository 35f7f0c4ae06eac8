package io.tributary.runtime.keys;

import com.google.crypto.tink.Aead;

/**
 * The key that data keys are encrypted with: the one secret that has to be kept apart from the
 * database and its backups. A key management service is one more implementation, whose {@link Aead}
 * asks it.
 */
public interface KeyEncryptionKey {

  /** Names the key that encrypts now; another name after its rotation. */
  String id();

  /**
   * Encrypts with the key of now, and decrypts what that one or those before it have encrypted, as
   * long as they are kept.
   *
   * @throws IllegalStateException where the key is not to be had; closed is the answer to every
   *     doubt
   */
  Aead aead();
}
