package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;

/** A provider that others look after: they let its tokens name the organizations. */
final class UntoldProvider implements IdentityProvider {

  @Override
  public boolean knows(OrganizationName organization) {
    return false;
  }

  @Override
  public void make(OrganizationName organization) {
    // Its administrators do.
  }

  @Override
  public void unmake(OrganizationName organization) {
    // Its administrators do; what is deleted has no members here.
  }

  @Override
  public void join(OrganizationName organization, String subject) {
    // Its administrators do.
  }

  @Override
  public void remove(OrganizationName organization, String subject) {
    // Its administrators do; the members' table closes the door by itself.
  }
}
