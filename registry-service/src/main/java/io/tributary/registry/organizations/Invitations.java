package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Invitations that nobody has accepted yet; those whose time is over are gone. */
interface Invitations {

  /** By e-mail address. */
  List<Invitation> of(OrganizationName organization);

  /** In the place of one for the same address. */
  void put(Invitation invitation, InvitationCode code);

  Optional<Invitation> find(InvitationCode code);

  /**
   * Takes it away, for the one who accepts or withdraws.
   *
   * @return whether it was there
   */
  boolean take(OrganizationName organization, UUID id);
}
