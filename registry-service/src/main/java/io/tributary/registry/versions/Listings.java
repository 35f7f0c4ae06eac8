package io.tributary.registry.versions;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.VersionRef;

/** Tells everybody what is on the shelf; told in the transaction that changes it. */
public interface Listings {
  void announce(ComponentListed listing);

  /** What was announced is told to no newcomer any more. */
  void forget(VersionRef version);
}
