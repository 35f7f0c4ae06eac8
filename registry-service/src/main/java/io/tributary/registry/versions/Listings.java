package io.tributary.registry.versions;

import io.tributary.contracts.listings.ComponentListed;

/** Tells everybody what is on the shelf; told in the transaction that puts it there. */
public interface Listings {
  void announce(ComponentListed listing);
}
