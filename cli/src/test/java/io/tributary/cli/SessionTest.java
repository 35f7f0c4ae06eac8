package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
  private static final String FLOWS = "GET /api/v1/organizations/acme/flows";
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void deviceLogInKeepsTheTokenForItsOwnerOnly() throws IOException {
    issuer(300);
    platform.on("POST /token", 400, "{\"error\":\"authorization_pending\"}");
    platform.on("POST /token", 200, tokens("acme", 300));

    var result = Command.in(home).run("login", "--server", platform.url());

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.err()).contains("http://issuer/device?code=AB-CD").contains("AB-CD");
    assertThat(result.out()).contains("ada, member of acme").doesNotContain(Command.token("acme"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(platform.asked())
        .anyMatch(asked -> asked.body().contains("code_challenge_method=S256"))
        .anyMatch(asked -> asked.body().contains("code_verifier="));
  }

  @Test
  void tokenGoesToTheServerItIsForAndToNoOther() {
    logIn(300);
    platform.on(FLOWS, 200, "[]");
    try (var other = new FakePlatform()) {
      assertThat(Command.in(home).run("flows", "ls").exit()).isZero();
      assertThat(Command.in(home).run("flows", "ls", "--server", other.url()).exit()).isEqualTo(6);

      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void tokenNearItsEndIsRefreshed() {
    logIn(10);
    platform.on("POST /token", 200, tokens("acme", 300)).on(FLOWS, 200, "[]");

    assertThat(Command.in(home).run("flows", "ls").exit()).isZero();

    assertThat(platform.asked())
        .anyMatch(asked -> asked.body().contains("grant_type=refresh_token"));
  }

  @Test
  void refusedRefreshAsksForANewLogIn() {
    logIn(10);
    try (var same = platform) {
      same.on("POST /token", 400, "{\"error\":\"invalid_grant\"}");
      same.on("POST /token", 400, "{\"error\":\"invalid_grant\"}");
      Command.in(home).run("flows", "ls");

      var result = Command.in(home).run("flows", "ls");

      assertThat(result.exit()).isEqualTo(6);
      assertThat(result.err()).contains("tributary login");
    }
  }

  @Test
  void environmentTokenWinsOverTheFile() {
    logIn(300);
    platform.on(FLOWS, 200, "[]");

    Command.in(home)
        .with("TRIBUTARY_TOKEN", Command.token("acme", "x"))
        .with("TRIBUTARY_ORG", "acme")
        .run("flows", "ls");

    assertThat(platform.asked().getLast().authorization())
        .isEqualTo("Bearer " + Command.token("acme", "x"));
  }

  @Test
  void organizationKeptForALogInIsNotThePersonalTokens() {
    logIn(300);
    Command.in(home).run("orgs", "use", "acme");
    platform.on("GET /api/v1/whoami", 200, "{\"name\":\"ada\",\"organizations\":[\"globex\"]}");
    platform.on("GET /api/v1/organizations/globex/flows", 200, "[]");

    var result = Command.in(home).with("TRIBUTARY_TOKEN", "trb_x").run("flows", "ls");

    assertThat(result.exit()).as(result.err()).isZero();
  }

  @Test
  void chosenOrganizationIsKept() {
    issuer(300);
    platform.on("POST /token", 200, tokens("acme\",\"northwind", 300));
    platform.on("GET /api/v1/organizations/northwind/flows", 200, "[]");
    Command.in(home).run("login", "--server", platform.url());

    assertThat(Command.in(home).run("orgs", "use", "northwind").exit()).isZero();

    assertThat(Command.in(home).run("flows", "ls").exit()).isZero();
    assertThat(Command.in(home).run("orgs", "ls").out()).contains("*  northwind");
    assertThat(Command.in(home).run("orgs", "use", "strangers").exit()).isEqualTo(8);
  }

  @Test
  void logOutForgets() throws IOException {
    logIn(300);

    Command.in(home).run("logout");

    assertThat(Files.readString(file())).doesNotContain("accessToken");
    assertThat(Command.in(home).run("whoami").exit()).isEqualTo(6);
  }

  @Test
  void spoiledFileReadsLikeNoLogIn() throws IOException {
    Files.writeString(file(), "{\"sessions\":");

    assertThat(Command.in(home).run("whoami").exit()).isEqualTo(6);
  }

  private void logIn(int seconds) {
    issuer(seconds);
    platform.on("POST /token", 200, tokens("acme", seconds));
    Command.in(home).run("login", "--server", platform.url());
  }

  private void issuer(int seconds) {
    platform.on(
        "GET /.well-known/tributary",
        200,
        "{\"issuer\":\"%s\",\"clients\":{\"cli\":\"tributary-cli\"}}".formatted(platform.url()));
    platform.on(
        "GET /.well-known/openid-configuration",
        200,
        "{\"token_endpoint\":\"%s/token\",\"device_authorization_endpoint\":\"%s/device\"}"
            .formatted(platform.url(), platform.url()));
    platform.on(
        "POST /device",
        200,
        "{\"device_code\":\"dev\",\"user_code\":\"AB-CD\",\"interval\":0,\"expires_in\":"
            + seconds
            + ",\"verification_uri_complete\":\"http://issuer/device?code=AB-CD\"}");
  }

  private static String tokens(String organization, int seconds) {
    return "{\"access_token\":\"%s\",\"refresh_token\":\"again\",\"expires_in\":%d}"
        .formatted(Command.token(organization), seconds);
  }

  private Path file() {
    return home.resolve("cli.json");
  }
}
