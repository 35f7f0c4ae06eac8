package io.tributary.registry.tokens;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.membership.Standing;
import java.util.UUID;

/**
 * What is known of a personal access token; not the token itself.
 *
 * @param name that its owner gave it
 * @param tail its last four characters
 */
record PersonalToken(
    UUID id,
    OrganizationName organization,
    Owner owner,
    String name,
    Scopes scopes,
    String tail,
    TokenLife life) {

  /**
   * Who made it.
   *
   * @param subject the identity provider's id
   * @param name for people to read, as it was then
   */
  record Owner(String subject, String name) {}

  /** Its owner sees and revokes it, and who is in charge of the organization's members. */
  boolean isInHandsOf(Caller caller, Standing standing) {
    return owner.subject().equals(caller.subject())
        || (Permission.MEMBERS.isOf(standing.role())
            && caller.isWithinScopes(Permission.MEMBERS.word()));
  }
}
