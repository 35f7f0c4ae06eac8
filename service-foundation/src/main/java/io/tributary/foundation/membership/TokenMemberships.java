package io.tributary.foundation.membership;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged.State;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.login.Caller;
import java.util.Optional;

/**
 * Believes the token alone: whom the identity provider puts into an organization is a member of it.
 * For installations that keep their members in the provider.
 *
 * @param role of everybody
 */
record TokenMemberships(Role role) implements Memberships {

  @Override
  public Optional<Standing> of(OrganizationName organization, Caller caller) {
    return caller.belongsTo(organization)
        ? Optional.of(new Standing(organization, role, State.ACTIVE))
        : Optional.empty();
  }

  @Override
  public boolean isStopped(OrganizationName organization) {
    return false;
  }
}
