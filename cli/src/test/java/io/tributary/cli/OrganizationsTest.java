package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrganizationsTest {
  private static final String MEMBERS = "/api/v1/organizations/acme/members";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void whoMakesOneIsToldHowToReachIt() {
    platform.on(
        "POST /api/v1/organizations",
        201,
        "{\"organization\":{\"name\":\"globex\"},\"role\":\"owner\",\"named\":true}");

    var result = command().run("orgs", "create", "globex");

    assertThat(result.exit()).isZero();
    assertThat(platform.asked().getFirst().body()).contains("\"title\":\"globex\"");
    // A token from the environment cannot be made anew.
    assertThat(result.out()).contains("Made globex", "tributary login");
  }

  @Test
  void anInvitationsCodeIsShownToWhoInvites() {
    platform.on(
        "POST /api/v1/organizations/acme/invitations", 201, "{\"sent\":false,\"code\":\"c0de\"}");

    var result = command().run("members", "invite", "grace@acme.test", "--role", "viewer");

    assertThat(platform.asked().getFirst().body()).contains("grace@acme.test", "viewer");
    assertThat(result.out()).contains("No letter could be sent", "tributary orgs join c0de");
  }

  @Test
  void membersAreNamedByTheirAddresses() {
    platform.on(
        "GET " + MEMBERS,
        200,
        "{\"members\":[{\"subject\":\"s/1\",\"name\":\"grace\",\"email\":\"Grace@acme.test\","
            + "\"role\":\"viewer\"}]}");
    platform.on("PUT " + MEMBERS + "/s%2F1", 200, "{\"role\":\"admin\"}");
    platform.on("DELETE " + MEMBERS + "/s%2F1", 204, "");

    assertThat(command().run("members", "ls").out()).contains("Grace@acme.test", "viewer");
    assertThat(command().run("members", "role", "grace@acme.test", "admin").exit()).isZero();
    assertThat(command().run("members", "rm", "grace").exit()).isZero();
    assertThat(command().run("members", "rm", "nobody").exit()).isEqualTo(8);
  }

  @Test
  void whatTheRoleDoesNotAllowIsNotAllowed() {
    platform.on(
        "GET /api/v1/organizations/acme/invitations",
        403,
        "{\"code\":\"role-not-enough\",\"detail\":\"Your role in acme is viewer.\"}");

    var result = command().run("members", "invitations");

    assertThat(result.exit()).isEqualTo(7);
    assertThat(result.err()).contains("Your role in acme is viewer.");
  }

  @Test
  void theLastOwnerStays() {
    platform.on(
        "DELETE " + MEMBERS + "/me",
        409,
        "{\"code\":\"last-owner\",\"detail\":\"You are the last owner of acme.\"}");

    assertThat(command().run("orgs", "leave").exit()).isEqualTo(9);
  }

  @Test
  void suspendingTakesAReason() {
    platform.on("PUT /api/v1/operator/organizations/acme/suspension", 204, "");
    platform.on("DELETE /api/v1/operator/organizations/acme/suspension", 204, "");

    assertThat(command().run("orgs", "suspend", "acme").exit()).isEqualTo(2);
    assertThat(command().run("orgs", "suspend", "acme", "--reason", "spam").exit()).isZero();
    assertThat(command().run("orgs", "resume", "acme").out()).contains("acme goes on");
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
