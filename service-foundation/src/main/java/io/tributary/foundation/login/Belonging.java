package io.tributary.foundation.login;

import io.tributary.contracts.names.OrganizationName;

/** Who reaches an organization's addresses at all; what one may do there is asked after it. */
@FunctionalInterface
public interface Belonging {
  boolean belongs(OrganizationName organization, Caller caller);
}
