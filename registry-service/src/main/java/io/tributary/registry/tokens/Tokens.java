package io.tributary.registry.tokens;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.TokenText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All personal access tokens, also those that have ended. */
interface Tokens {

  /** The organization's, the newest first. */
  List<PersonalToken> of(OrganizationName organization);

  Optional<PersonalToken> find(OrganizationName organization, UUID id);

  Optional<PersonalToken> find(TokenText text);

  /**
   * Adds it, unless its owner has as many living ones in the organization already.
   *
   * @return whether it was added
   */
  boolean add(PersonalToken token, TokenText text, int most);

  /** Ends it; one that has been revoked before stays so from then. */
  void revoke(UUID id, Instant at);

  /** Notes a use, unless one was noted within the minute before. */
  void used(UUID id, Instant at);
}
