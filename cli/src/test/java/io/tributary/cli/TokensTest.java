package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final String TOKENS = "/api/v1/organizations/acme/tokens";
  private static final String WHOAMI = "GET /api/v1/whoami";
  private static final String PERSONAL = "trb_personal";
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void madeTokenIsTheOnlyLineOfTheResult() {
    platform.on(
        "POST " + TOKENS,
        201,
        """
        {"secret": "trb_fresh", "token": {"id": "7", "expiresAt": "2027-02-24T00:00:00Z",
          "scopes": ["look", "push"]}}
        """);

    var result = signedIn().run("token", "create", "ci");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("trb_fresh\n");
    assertThat(result.err()).contains("2027-02-24", "look,push").doesNotContain("trb_fresh");
    assertThat(platform.asked().getLast().body())
        .isEqualTo("{\"name\":\"ci\",\"scopes\":[\"look\",\"push\"]}");
  }

  @Test
  void scopesAndDaysAreChosen() {
    platform.on("POST " + TOKENS, 201, "{}");

    signedIn()
        .run("token", "create", "ops", "--scope", "look,operate", "--scope", "push", "--days", "7");

    assertThat(platform.asked().getLast().body())
        .isEqualTo("{\"name\":\"ops\",\"scopes\":[\"look\",\"operate\",\"push\"],\"days\":7}");
  }

  @Test
  void listShowsNoSecretsAndWhoNeverUsedOne() {
    platform.on(
        "GET " + TOKENS,
        200,
        """
        [{"id": "7", "name": "ci", "owner": "ada", "endsWith": "x9Qz", "scopes": ["look", "push"],
          "state": "active", "expiresAt": "2027-02-24T00:00:00Z"}]
        """);

    var result = signedIn().run("token", "ls");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .contains("7   ci    ada    …x9Qz      look,push  active  2027-02-24T00:00:00Z  never");
  }

  @Test
  void revokedByItsId() {
    platform.on("DELETE " + TOKENS + "/7", 204, "");

    assertThat(signedIn().run("token", "revoke", "7").exit()).isZero();
    assertThat(signedIn().run("token", "revoke", "8").exit()).isEqualTo(8);
  }

  @Test
  void whoamiOfAPersonalTokenIsAskedOfTheServer() {
    holder("acme");

    var result = byPersonalToken().run("whoami");

    assertThat(result.out()).isEqualTo("ada, member of acme\n");
    assertThat(platform.asked().getLast().authorization()).isEqualTo("Bearer " + PERSONAL);
  }

  @Test
  void organizationOfAPersonalTokenIsTheOneItIsFor() {
    holder("acme");
    platform.on("GET /api/v1/organizations/acme/flows", 200, "[]");

    assertThat(byPersonalToken().run("flows", "ls").exit()).isZero();

    // Once for all that one command wants to know.
    assertThat(platform.asked()).filteredOn(asked -> asked.request().equals(WHOAMI)).hasSize(1);
  }

  @Test
  void personalTokenThatIsOverSaysSoWithoutBeingPrinted() {
    platform.on(WHOAMI, 401, "{\"code\": \"not-signed-in\"}");

    var result = byPersonalToken().run("flows", "ls");

    assertThat(result.exit()).isEqualTo(6);
    assertThat(result.err()).contains("expired or revoked").doesNotContain(PERSONAL);
  }

  @Test
  void serverThatCannotSayWhoItIsMakesNobodySignIn() {
    platform.on(WHOAMI, 503, "{\"detail\": \"Try again in a few seconds.\"}");

    var result = byPersonalToken().run("whoami");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("Try again in a few seconds.");
  }

  @Test
  void gitGetsTheTokenForThisPlatform() {
    var asked = byPersonalToken().reading(question(platform.url()));

    var result = asked.run("git-credential", "get");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("username=token\npassword=" + PERSONAL + "\n");
  }

  @Test
  void gitKeepsTheNameThatItHas() {
    var asked = byPersonalToken().reading("username=ada\n" + question(platform.url()));

    assertThat(asked.run("git-credential", "get").out()).startsWith("username=ada\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:%d",
        "http://127.0.0.1",
        "http://127.0.0.1:%d1",
        "http://localhost:%d",
        "http://127.0.0.1:%d@evil.test",
        "http://evil.test/127.0.0.1:%d",
        "http://",
      })
  void gitGetsNothingForOtherAddresses(String address) {
    int port = URI.create(platform.url()).getPort();
    var asked = byPersonalToken().reading(question(address.formatted(port)));

    var result = asked.run("git-credential", "get");

    assertThat(result.exit()).isZero();
    assertThat(result.out() + result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://git.acme.test", "https://GIT.acme.test:443"})
  void usualPortMayBeNamedOrNot(String address) {
    for (var server : new String[] {"https://git.acme.test", "https://git.acme.test:443"}) {
      var asked =
          Command.in(home)
              .with("TRIBUTARY_SERVER", server)
              .with("TRIBUTARY_TOKEN", PERSONAL)
              .reading(question(address));

      assertThat(asked.run("git-credential", "get").out()).contains("password=" + PERSONAL);
    }
  }

  @Test
  void platformBelowAPathSharesNothingWithItsNeighbours() {
    var command =
        Command.in(home)
            .with("TRIBUTARY_SERVER", "https://acme.test/tributary")
            .with("TRIBUTARY_TOKEN", PERSONAL);
    var question = question("https://acme.test");

    assertThat(command.reading(question).run("git-credential", "get").out()).isEmpty();
    assertThat(
            command
                .reading("path=tributary/git/a/b.git\n" + question)
                .run("git-credential", "get")
                .out())
        .contains(PERSONAL);
    assertThat(
            command.reading("path=tributary-x/git\n" + question).run("git-credential", "get").out())
        .isEmpty();
  }

  @Test
  void gitIsToldNothingWhereItOnlyStoresOrErases() {
    for (var operation : new String[] {"store", "erase", "whatever-comes"}) {
      var asked =
          byPersonalToken().reading("password=" + PERSONAL + "\n" + question(platform.url()));

      var result = asked.run("git-credential", operation);

      assertThat(result.exit()).isZero();
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void whoIsNotSignedInIsToldSoAndGitAsksByItself() {
    var asked =
        Command.in(home).with("TRIBUTARY_SERVER", platform.url()).reading(question(platform.url()));

    var result = asked.run("git-credential", "get");

    assertThat(result.exit()).isEqualTo(6);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("tributary login");
  }

  private static String question(String address) {
    int end = address.indexOf("://");
    return "protocol=%s\nhost=%s\n\n"
        .formatted(address.substring(0, end), address.substring(end + 3));
  }

  private void holder(String organization) {
    platform.on(
        WHOAMI,
        200,
        """
        {"subject": "1", "name": "ada", "organizations": ["%s"], "scopes": ["look"]}
        """
            .formatted(organization));
  }

  private Command signedIn() {
    return Command.in(home).at(platform, "acme");
  }

  private Command byPersonalToken() {
    return signedIn().with("TRIBUTARY_TOKEN", PERSONAL);
  }
}
