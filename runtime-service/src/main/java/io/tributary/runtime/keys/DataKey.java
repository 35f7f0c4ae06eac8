package io.tributary.runtime.keys;

import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.UUID;

/**
 * A key of one organization's data, as it may lie anywhere.
 *
 * @param kek id of the key that it is encrypted with
 * @param encrypted a Tink keyset, bound to organization and id
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
public record DataKey(
    UUID id, OrganizationName organization, String kek, byte[] encrypted, Instant createdAt) {
  public DataKey {
    encrypted = encrypted.clone();
  }

  @Override
  public byte[] encrypted() {
    return encrypted.clone();
  }

  @Override
  public String toString() {
    return "DataKey[%s of %s]".formatted(id, organization);
  }
}
