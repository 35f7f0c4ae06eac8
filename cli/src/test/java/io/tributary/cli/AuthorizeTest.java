package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorizeTest {
  private static final String AUTHORIZATION =
      "/api/v1/organizations/acme/connections/crm/authorization";
  private static final String CLIENT = "/api/v1/organizations/acme/oauth-clients/northwind/crm";
  private static final String SHOWN =
      "{\"clientId\":\"c1\",\"lastFour\":\"cret\",\"hosts\":[\"login.crm.example\"],"
          + "\"redirectAddress\":\"https://ours.example/oauth/callback\"}";

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void withoutATerminalItSaysWhereToGoAndHowToGoOn() {
    platform.on(
        "POST " + AUTHORIZATION,
        200,
        "{\"address\":\"https://login.crm.example/authorize?state=s\","
            + "\"redirectAddress\":\"https://ours.example/oauth/callback\","
            + "\"expiresAt\":\"2026-11-26T12:10:00Z\"}");

    var result = command().run("connections", "authorize", "crm");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains(
            "https://login.crm.example/authorize?state=s",
            "https://ours.example/oauth/callback",
            "tributary connections authorize crm --confirmation");
    assertThat(platform.asked()).hasSize(1);
  }

  @Test
  void theConfirmationFinishesIt() {
    platform.on(
        "POST " + AUTHORIZATION + "/finish",
        200,
        "{\"state\":\"good\",\"provider\":\"login.crm.example\"}");

    var result =
        command().run("--json", "connections", "authorize", "crm", "--confirmation", "AB2C-D3EF");

    assertThat(result.exit()).isZero();
    assertThat(platform.asked().getFirst().body()).isEqualTo("{\"confirmation\":\"AB2C-D3EF\"}");
    assertThat(result.out()).contains("\"ok\":true", "\"state\":\"good\"");
  }

  @Test
  void aWrongConfirmationIsAConflict() {
    platform.on(
        "POST " + AUTHORIZATION + "/finish",
        409,
        "{\"code\":\"confirmation-wrong\",\"detail\":\"That is not what the page shows.\"}");

    var result = command().run("connections", "authorize", "crm", "--confirmation", "x");

    assertThat(result.exit()).isEqualTo(9);
    assertThat(result.err()).contains("That is not what the page shows.");
  }

  @Test
  void aClientsSecretIsReadAndNeverAnArgument() {
    platform.on("PUT " + CLIENT, 200, SHOWN);

    var refused =
        command()
            .run(
                "oauth-clients",
                "set",
                "northwind/crm",
                "--id",
                "c1",
                "--secret",
                "in-the-clear",
                "--host",
                "login.crm.example");
    var result =
        command()
            .reading("s3cret-s3cret\n")
            .run(
                "oauth-clients",
                "set",
                "northwind/crm",
                "--id",
                "c1",
                "--secret",
                "@-",
                "--host",
                "login.crm.example");

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(result.exit()).isZero();
    assertThat(platform.asked()).hasSize(1);
    assertThat(platform.asked().getFirst().body())
        .isEqualTo(
            "{\"clientId\":\"c1\",\"secret\":\"s3cret-s3cret\",\"hosts\":[\"login.crm.example\"]}");
    assertThat(result.out())
        .contains("…cret", "https://ours.example/oauth/callback")
        .doesNotContain("s3cret-s3cret");
  }

  @Test
  void aClientOfThePlatformIsTheOperators() {
    platform.on("DELETE /api/v1/operator/oauth-clients/northwind/crm", 204, "");

    assertThat(command().run("oauth-clients", "rm", "northwind/crm", "--platform").exit()).isZero();
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
