package io.tributary.runtime.keys;

import io.tributary.contracts.names.OrganizationName;
import java.util.List;
import java.util.Optional;

/** The data keys of all organizations. */
public interface DataKeys {

  /** The one that seals now; empty where the organization has none yet. */
  Optional<DataKey> newest(OrganizationName organization);

  void add(DataKey key);

  /** Some that are encrypted with another key than this one. */
  List<DataKey> notEncryptedWith(String kek, int atMost);

  /**
   * The same key, encrypted anew.
   *
   * @return false where somebody else was faster, or it is gone
   */
  boolean encryptedAnew(DataKey before, DataKey after);

  /** Removes those that nothing is sealed with and that have had a newer one for an hour. */
  int forgetUnused();

  /** Whether there is one, of anybody. */
  boolean any();
}
