package io.tributary.runtime.support;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Standing;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Everybody's work runs but that of those whom a test has stopped. */
public final class StoppedOrganizations implements Memberships {
  private final Set<OrganizationName> stopped = new HashSet<>();

  public void stop(OrganizationName organization) {
    stopped.add(organization);
  }

  public void goOn() {
    stopped.clear();
  }

  @Override
  public Optional<Standing> of(OrganizationName organization, Caller caller) {
    throw new UnsupportedOperationException("nobody calls here");
  }

  @Override
  public boolean isStopped(OrganizationName organization) {
    return stopped.contains(organization);
  }

  @Override
  public Set<OrganizationName> gone() {
    return Set.copyOf(stopped);
  }
}
