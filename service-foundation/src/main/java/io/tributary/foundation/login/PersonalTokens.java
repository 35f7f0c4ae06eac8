package io.tributary.foundation.login;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.problems.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Personal access tokens, as whoever keeps them knows them, or tells ({@link AskedTokens}). Where
 * nobody does, no such token is good.
 */
@FunctionalInterface
public interface PersonalTokens {

  /**
   * Who holds the token; empty where it is unknown, expired or revoked.
   *
   * @throws Refusal as unavailable, where that cannot be told
   */
  Optional<Holder> find(TokenText token);

  /**
   * A person, as far as the token goes: in one organization, and never as a part of the platform.
   *
   * @param subject the identity provider's id
   * @param name for people to read
   * @param scopes words of permissions; the person's role has to have them as well
   * @param until when the token is over
   */
  record Holder(
      String subject,
      String name,
      OrganizationName organization,
      Set<String> scopes,
      Instant until) {
    public Holder {
      scopes = Set.copyOf(scopes);
    }
  }
}
