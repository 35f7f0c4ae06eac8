package io.tributary.runtime.keys;

/**
 * Bytes that a data key encrypts, with that key as it lies in the database.
 *
 * @param content AES-256-GCM, bound to what it is
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record Sealed(DataKey key, byte[] content) {
  public Sealed {
    content = content.clone();
  }

  @Override
  public byte[] content() {
    return content.clone();
  }

  @Override
  public String toString() {
    return "Sealed[%d bytes, %s]".formatted(content.length, key);
  }
}
