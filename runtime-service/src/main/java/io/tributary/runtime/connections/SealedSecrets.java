package io.tributary.runtime.connections;

/**
 * Secret fields as they lie in the database.
 *
 * @param key the connection's own key, encrypted with the installation's
 * @param content the fields, encrypted with that key
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record SealedSecrets(byte[] key, byte[] content) {
  public SealedSecrets {
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
    return "SealedSecrets[%d bytes]".formatted(content.length);
  }
}
