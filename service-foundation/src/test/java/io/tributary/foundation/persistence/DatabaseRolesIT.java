package io.tributary.foundation.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Roles are made where they may be, and services refuse to start with those that see too much. */
class DatabaseRolesIT {
  private final TestPostgres postgres = TestPostgres.own();

  @BeforeEach
  void otherOwners() {
    for (var statement :
        new String[] {
          "create role plain_owner login",
          "create role maker login createrole",
          "create role passes login bypassrls",
          "create role above login superuser",
          "create role climbs login",
          "grant tributary_platform to climbs"
        }) {
      postgres.raw().sql(statement).update();
    }
    postgres
        .raw()
        .sql("grant connect on database tributary to plain_owner, maker, passes, above, climbs")
        .update();
  }

  @AfterEach
  void gone() {
    for (var role :
        new String[] {
          "fresh_app", "fresh_platform", "plain_owner", "maker", "passes", "above", "climbs"
        }) {
      if (exists(role)) {
        postgres.raw().sql("drop owned by " + role).update();
        postgres.raw().sql("drop role " + role).update();
      }
    }
  }

  @Test
  void anOwnerThatMayMakesBothWithoutAnythingMore() {
    new DatabaseRoles(settings("tributary", "fresh_app", "fresh_platform")).prepare();
    new DatabaseRoles(settings("tributary", "fresh_app", "fresh_platform")).prepare();

    assertThatCode(
            () -> new DatabaseRoles(settings("tributary", "fresh_app", "fresh_platform")).check())
        .doesNotThrowAnyException();
    assertThat(
            postgres
                .raw()
                .sql(
                    "select rolpassword like 'SCRAM-SHA-256%' from pg_authid where rolname ="
                        + " 'fresh_app'")
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  @Test
  void anOwnerThatMayNotSaysWhatAnAdministratorRuns() {
    assertThatThrownBy(
            () ->
                new DatabaseRoles(settings("plain_owner", "fresh_app", "fresh_platform")).prepare())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("create role fresh_app login password");
    assertThat(exists("fresh_app")).isFalse();
  }

  @Test
  void rolesThatPoliciesDoNotBindAreRefused() {
    assertThatThrownBy(
            () -> new DatabaseRoles(settings("maker", "passes", "tributary_platform")).check())
        .hasMessageContaining("BYPASSRLS");
    assertThatThrownBy(() -> new DatabaseRoles(settings("maker", "tributary_app", "above")).check())
        .hasMessageContaining("superuser");
    assertThatThrownBy(
            () -> new DatabaseRoles(settings("maker", "climbs", "tributary_platform")).check())
        .hasMessageContaining("it can become tributary_platform");
    assertThatThrownBy(() -> settings("tributary", "tributary", "tributary_platform"))
        .hasMessageContaining("three roles");
  }

  @Test
  void withoutThePasswordsNoServiceStartsAsTheOwner() {
    var environment = new MockEnvironment().withProperty("tributary.database.password", "owner's");

    assertThatThrownBy(() -> DatabaseSettings.of(environment))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TRIBUTARY_DATABASE_APP_PASSWORD_FILE");
  }

  @Test
  void settingsHaveTheirNamesAndDefaults() {
    var environment =
        new MockEnvironment()
            .withProperty("tributary.database.app.password", "a")
            .withProperty("tributary.database.platform.password", "p")
            .withProperty("tributary.database.platform.user", "theirs");

    var settings = DatabaseSettings.of(environment);

    assertThat(settings.owner().role()).isEqualTo("tributary");
    assertThat(settings.app()).isEqualTo(new Login("tributary_app", "a"));
    assertThat(settings.platform()).isEqualTo(new Login("theirs", "p"));
    assertThat(settings.pool()).isEqualTo(10);
    assertThat(settings.toString()).doesNotContain("password=a");
  }

  private DatabaseSettings settings(String owner, String app, String platform) {
    return new DatabaseSettings(
        postgres.url(),
        new Login(owner, ""),
        new Login(app, "secret-1"),
        new Login(platform, "secret-2"),
        2);
  }

  private boolean exists(String role) {
    return postgres
        .raw()
        .sql("select exists (select from pg_roles where rolname = ?)")
        .param(role)
        .query(Boolean.class)
        .single();
  }
}
