package io.tributary.runtime.connections;

import io.tributary.runtime.keys.Sealed;

/** Secret fields as they lie in the database. */
public sealed interface SealedSecrets {

  /** With a data key of the organization. */
  record ByDataKey(Sealed sealed) implements SealedSecrets {}

  /**
   * As it was before organizations had data keys, until they are sealed anew.
   *
   * @param key the connection's own key, encrypted with the installation's
   */
  @SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
  record ByOwnKey(byte[] key, byte[] content) implements SealedSecrets {
    public ByOwnKey {
      key = key.clone();
      content = content.clone();
    }

    @Override
    public byte[] key() {
      return key.clone();
    }

    @Override
    public byte[] content() {
      return content.clone();
    }

    @Override
    public String toString() {
      return "SealedSecrets[%d bytes, own key]".formatted(content.length);
    }
  }
}
