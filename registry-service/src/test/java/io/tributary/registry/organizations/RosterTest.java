package io.tributary.registry.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.registry.organizations.OrganizationState.Active;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RosterTest {
  private static final Instant NOW = Instant.parse("2026-11-26T20:00:00Z");

  private final Roster roster =
      roster(
          member("olga", Role.OWNER),
          member("omar", Role.OWNER),
          member("adam", Role.ADMIN),
          member("bea", Role.BUILDER),
          member("otto", Role.OPERATOR),
          member("vera", Role.VIEWER));

  @Test
  void anOwnerGivesEveryRole() {
    for (var role : Role.values()) {
      assertThat(roster.changed("olga", "vera", role).role()).isEqualTo(role);
    }
  }

  @Test
  void anAdminGivesEveryRoleButTheOwners() {
    assertThat(roster.changed("adam", "vera", Role.ADMIN).role()).isEqualTo(Role.ADMIN);
    refused("role-not-enough", () -> roster.changed("adam", "vera", Role.OWNER));
    refused("role-not-enough", () -> roster.changed("adam", "olga", Role.VIEWER));
    refused("role-not-enough", () -> roster.removed("adam", "olga"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      mode = Mode.EXCLUDE,
      names = {"OWNER", "ADMIN"})
  void theOthersChangeNobody(Role role) {
    var others =
        roster(member("olga", Role.OWNER), member("other", role), member("x", Role.VIEWER));

    refused("role-not-enough", () -> others.changed("other", "other", Role.ADMIN));
    refused("role-not-enough", () -> others.changed("other", "x", Role.VIEWER));
    refused("role-not-enough", () -> others.removed("other", "x"));
  }

  @Test
  void everybodyMayLeaveButTheLastOwner() {
    assertThat(roster.removed("vera", "vera").subject()).isEqualTo("vera");
    assertThat(roster.removed("omar", "omar").subject()).isEqualTo("omar");

    var alone = roster(member("olga", Role.OWNER), member("adam", Role.ADMIN));
    refused("last-owner", () -> alone.removed("olga", "olga"));
    refused("last-owner", () -> alone.changed("olga", "olga", Role.ADMIN));
    assertThat(alone.changed("olga", "olga", Role.OWNER).role()).isEqualTo(Role.OWNER);
  }

  @Test
  void aStrangerIsNoMember() {
    refused("member-not-found", () -> roster.removed("stranger", "stranger"));
    refused("member-not-found", () -> roster.changed("stranger", "vera", Role.ADMIN));
    refused("member-not-found", () -> roster.changed("olga", "stranger", Role.ADMIN));
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call).hasMessageStartingWith(code + ":");
  }

  private static Roster roster(Member... members) {
    var acme = new Organization(new OrganizationName("acme"), "Acme", new Active(), NOW);
    return new Roster(acme, List.of(members));
  }

  private static Member member(String subject, Role role) {
    return new Member(subject, subject, Optional.empty(), role, NOW);
  }
}
