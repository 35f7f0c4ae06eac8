package io.tributary.registry.tokens;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged.State;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.login.TokenText;
import io.tributary.foundation.membership.Standing;
import io.tributary.registry.tokens.PersonalToken.Owner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** People and tokens for tests. */
final class AToken {
  static final OrganizationName ACME = new OrganizationName("acme");
  static final OrganizationName NORTHWIND = new OrganizationName("northwind");
  static final Owner ADA = new Owner("subject-of-ada", "ada");
  static final Owner BEN = new Owner("subject-of-ben", "ben");
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final Ids IDS = new Ids(Clock.systemUTC());

  private AToken() {}

  static TokenText text() {
    return TokenText.of(IDS.secret());
  }

  static PersonalToken of(Owner owner, OrganizationName organization, TokenText text) {
    return new PersonalToken(
        IDS.timeOrdered(),
        organization,
        owner,
        "ci",
        Scopes.of(List.of("look", "push")),
        text.tail(),
        TokenLife.begin(NOON, Duration.ofDays(90)));
  }

  static PersonalToken madeAt(Instant at, PersonalToken token) {
    return new PersonalToken(
        token.id(),
        token.organization(),
        token.owner(),
        token.name(),
        token.scopes(),
        token.tail(),
        TokenLife.begin(at, Duration.ofDays(90)));
  }

  /** Logged in, not by a token. */
  static Caller caller(Owner owner) {
    return caller(owner, Optional.empty());
  }

  static Caller caller(Owner owner, Optional<Set<String>> scopes) {
    return new Caller(
        owner.subject(),
        owner.name(),
        "tributary-cli",
        Set.of(ACME),
        Optional.empty(),
        Optional.empty(),
        scopes);
  }

  static Standing as(Role role) {
    return new Standing(ACME, role, State.ACTIVE);
  }
}
