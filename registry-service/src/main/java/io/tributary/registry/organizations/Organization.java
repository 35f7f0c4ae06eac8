package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;

/**
 * A tenant. Its name is its id: it stands in addresses, topics and keys, and never changes.
 *
 * @param title for people to read
 */
record Organization(OrganizationName name, String title, OrganizationState state, Instant madeAt) {

  /** Whether nothing of it may change. */
  boolean isStopped() {
    return !(state instanceof OrganizationState.Active);
  }

  boolean isDeleted() {
    return state instanceof OrganizationState.Deleted;
  }
}
