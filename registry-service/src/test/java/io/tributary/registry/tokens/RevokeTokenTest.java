package io.tributary.registry.tokens;

import static io.tributary.registry.tokens.AToken.ACME;
import static io.tributary.registry.tokens.AToken.ADA;
import static io.tributary.registry.tokens.AToken.BEN;
import static io.tributary.registry.tokens.AToken.NOON;
import static io.tributary.registry.tokens.AToken.NORTHWIND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.login.Caller;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RevokeTokenTest {
  private final Tokens tokens = new InMemoryTokens();
  private final RevokeToken revokeToken =
      new RevokeToken(tokens, Clock.fixed(NOON, ZoneOffset.UTC));
  private final PersonalToken token = AToken.of(ADA, ACME, AToken.text());

  @BeforeEach
  void add() {
    tokens.add(token, AToken.text(), 1);
  }

  @Test
  void ownerRevokesItTwiceWithoutHarm() {
    assertThat(revoke(AToken.caller(ADA), Role.VIEWER)).isTrue();
    assertThat(revoke(AToken.caller(ADA), Role.VIEWER)).isTrue();

    assertThat(isRevoked()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void whoIsInChargeOfMembersRevokesTheirs(Role role) {
    boolean inCharge = role == Role.OWNER || role == Role.ADMIN;

    assertThat(revoke(AToken.caller(BEN), role)).isEqualTo(inCharge);

    assertThat(isRevoked()).isEqualTo(inCharge);
  }

  @Test
  void ownersTokenWithoutTheScopeIsNotInCharge() {
    var byToken = AToken.caller(BEN, Optional.of(Set.of("look", "push")));

    assertThat(token.isInHandsOf(byToken, AToken.as(Role.OWNER))).isFalse();
    assertThat(
            token.isInHandsOf(
                AToken.caller(BEN, Optional.of(Set.of("members"))), AToken.as(Role.OWNER)))
        .isTrue();
  }

  @Test
  void tokensOfOtherOrganizationsAreNotThere() {
    var foreign = AToken.of(ADA, NORTHWIND, AToken.text());
    tokens.add(foreign, AToken.text(), 1);

    assertThat(revokeToken.revoke(AToken.caller(ADA), AToken.as(Role.OWNER), foreign.id()))
        .isFalse();
    assertThat(revokeToken.revoke(AToken.caller(ADA), AToken.as(Role.OWNER), new UUID(0, 1)))
        .isFalse();
  }

  private boolean revoke(Caller caller, Role role) {
    return revokeToken.revoke(caller, AToken.as(role), token.id());
  }

  private boolean isRevoked() {
    return tokens.find(ACME, token.id()).orElseThrow().life().revokedAt().isPresent();
  }
}
