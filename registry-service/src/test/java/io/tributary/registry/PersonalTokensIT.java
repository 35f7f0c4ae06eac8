package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.foundation.json.Json;
import io.tributary.foundation.login.AskedTokens;
import io.tributary.foundation.login.PersonalTokens;
import io.tributary.registry.versions.AVersion;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Personal access tokens through the front door: over REST, and as stock git sends them. */
class PersonalTokensIT {
  private static final String TOKENS = "/api/v1/organizations/acme/tokens";
  private static final AtomicInteger NAMES = new AtomicInteger();
  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static String ada;

  private final String component = "ledger-" + NAMES.incrementAndGet();

  /** A token that was just made. */
  private record Made(String secret, JsonNode token) {
    String id() {
      return token.path("id").asString();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    registry = new RunningRegistry(folder.resolve("data"));
    ada = registry.issuer().member("acme");
    registry.post("/api/v1/organizations/acme/publishers", ada, bytes("{\"name\":\"acme\"}"));
    registry.database().sql("truncate registry.personal_tokens").update();
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void secretIsShownOnceAndNeverListed() throws Exception {
    var answer = make("{\"name\":\"ci\",\"scopes\":[\"push\",\"look\"],\"days\":30}");
    var made = made(answer);

    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(made.secret()).matches("trb_[0-9A-Za-z]{49}");
    assertThat(made.token().path("owner").asString()).isEqualTo("ada");
    assertThat(made.token().path("scopes").toString()).isEqualTo("[\"look\",\"push\"]");
    assertThat(made.secret()).endsWith(made.token().path("endsWith").asString());
    assertThat(registry.get(TOKENS, ada).body())
        .contains(made.id(), "\"state\":\"active\"")
        .doesNotContain(made.secret(), made.secret().substring(4, 12));
  }

  @Test
  void wrongWishesAreToldAtOnce() throws Exception {
    var answer = make("{\"scopes\":[\"fly\"],\"days\":366}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("token-invalid", "/name", "/days", "/scopes/0", "Yours to give: look");
  }

  @Test
  void tokenIsTakenOnTheApiAndSaysWhoseItIs() throws Exception {
    var made = made("look");

    var whoami = Json.tree(registry.get("/api/v1/whoami", made.secret()).body());

    assertThat(whoami.path("subject").asString()).isEqualTo("ada");
    assertThat(whoami.path("organizations").toString()).isEqualTo("[\"acme\"]");
    assertThat(whoami.path("scopes").toString()).isEqualTo("[\"look\"]");
    assertThat(whoami.path("expires")).isEqualTo(made.token().path("expiresAt"));
    assertThat(registry.get("/api/v1/organizations/acme/publishers", made.secret()).statusCode())
        .isEqualTo(200);
    assertThat(registry.get("/api/v1/organizations/northwind/publishers", made.secret()).body())
        .contains("organization-not-found");
  }

  @Test
  void onlyServicesAreToldWhoHoldsAToken() throws Exception {
    var made = made("look");
    var question = bytes("{\"token\":\"" + made.secret() + "\"}");
    var service = registry.issuer().service();

    var told = registry.post(AskedTokens.PATH, service, question);

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(Json.read(told.body(), PersonalTokens.Holder.class).subject()).isEqualTo("ada");
    assertThat(registry.post(AskedTokens.PATH, ada, question).statusCode()).isEqualTo(403);
    assertThat(registry.post(AskedTokens.PATH, made.secret(), question).statusCode())
        .isEqualTo(403);
    registry.send("DELETE", TOKENS + "/" + made.id(), ada, "");
    assertThat(registry.post(AskedTokens.PATH, service, question).statusCode()).isEqualTo(404);
    assertThat(registry.post(AskedTokens.PATH, service, bytes("{\"token\":\"x\"}")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whoamiOfALogInNamesNoScopes() throws Exception {
    var whoami = Json.tree(registry.get("/api/v1/whoami", ada).body());

    assertThat(whoami.path("name").asString()).isEqualTo("ada");
    assertThat(whoami.has("scopes")).isFalse();
    assertThat(whoami.has("expires")).isTrue();
  }

  @Test
  void scopesHoldWhateverItsOwnerMay() throws Exception {
    var answer =
        registry.post(
            "/api/v1/organizations/acme/publishers",
            made("look", "push").secret(),
            bytes("{\"name\":\"acme-parts\"}"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("scope-not-enough", "publishers");
  }

  @Test
  void noTokenMakesOrRevokesAnother() throws Exception {
    var made = made("look", "members");

    var begotten =
        registry.post(TOKENS, made.secret(), bytes("{\"name\":\"x\",\"scopes\":[\"look\"]}"));
    var revoked = registry.send("DELETE", TOKENS + "/" + made.id(), made.secret(), "");

    assertThat(begotten.statusCode()).isEqualTo(403);
    assertThat(begotten.body()).contains("token-cannot-make-tokens");
    assertThat(revoked.statusCode()).isEqualTo(403);
    assertThat(registry.get(TOKENS, made.secret()).statusCode()).isEqualTo(200);
  }

  @Test
  void revokedTokenIsOverAtOnceWhoeverRevokesIt() throws Exception {
    var first = made("look");
    var second = made("look");

    assertThat(registry.send("DELETE", TOKENS + "/" + first.id(), ada, "").statusCode())
        .isEqualTo(204);
    // In charge of the members, as everybody is in this registry.
    var ben = registry.issuer().person("ben", "acme");
    assertThat(registry.get(TOKENS, ben).body()).contains(second.id());
    assertThat(registry.send("DELETE", TOKENS + "/" + second.id(), ben, "").statusCode())
        .isEqualTo(204);

    for (var over : new Made[] {first, second}) {
      assertThat(registry.get("/api/v1/whoami", over.secret()).statusCode()).isEqualTo(401);
    }
    assertThat(registry.get(TOKENS, ada).body()).contains("\"state\":\"revoked\"");
  }

  @Test
  void tokenOfAnotherOrganizationIsNotThere() throws Exception {
    var made = made("look");
    var northwind = "/api/v1/organizations/northwind/tokens/";

    var answer =
        registry.send("DELETE", northwind + made.id(), registry.issuer().member("northwind"), "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("token-not-found");
    assertThat(registry.get("/api/v1/whoami", made.secret()).statusCode()).isEqualTo(200);
  }

  @Test
  void lastUseIsShown() throws Exception {
    var made = made("look");
    assertThat(listed(made).has("lastUsedAt")).isFalse();

    registry.get("/api/v1/whoami", made.secret());

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(listed(made).has("lastUsedAt")).isTrue());
  }

  @Test
  void gitPushesWithTheScopePush() throws Exception {
    var git = source();

    var pushed = push(git, made("push").secret());

    assertThat(pushed.exit()).as(pushed.text()).isZero();
    assertThat(pushed.text()).contains("version 1.0.0 claimed");
  }

  @Test
  void gitFetchesAndDoesNotPushWithTheScopeLook() throws Exception {
    var git = source();
    push(git, ada);
    var look = made("look").secret();
    git.with("README.md", "more").commit("second");

    var pushed = push(git, look);
    var fetched = new GitClient(folder.resolve("clone-" + component), look);

    assertThat(pushed.exit()).isNotZero();
    assertThat(pushed.text()).contains("403");
    assertThat(fetched.run("fetch", "--quiet", address(), "main").exit()).isZero();
  }

  @Test
  void gitDoesNotFetchWithoutTheScopeLook() throws Exception {
    push(source(), ada);
    var other = new GitClient(folder.resolve("clone-" + component), made("push").secret());

    assertThat(other.run("fetch", "--quiet", address(), "main").text()).contains("403");
  }

  @Test
  void whatIsNotListedYetIsSeenWithTheScopeLookOnly() throws Exception {
    push(source(), ada);
    var version = "/api/v1/components/acme/" + component + "/versions/1.0.0";

    assertThat(registry.get(version, made("look").secret()).statusCode()).isEqualTo(200);
    assertThat(registry.get(version, made("push").secret()).statusCode()).isEqualTo(404);
  }

  @Test
  void gitIsAskedForALogInOnceTheTokenIsOver() throws Exception {
    var git = source();
    var expired = made("push");
    var revoked = made("push");
    assertThat(push(git, expired.secret()).exit()).isZero();
    assertThat(push(git, revoked.secret()).exit()).isZero();

    registry
        .database()
        .sql("update registry.personal_tokens set expires_at = now() where id = cast(:id as uuid)")
        .param("id", expired.id())
        .update();
    registry.send("DELETE", TOKENS + "/" + revoked.id(), ada, "");

    for (var over : new Made[] {expired, revoked}) {
      var pushed = push(git, over.secret());
      assertThat(pushed.exit()).isNotZero();
      assertThat(pushed.text()).containsAnyOf("401", "Authentication failed", "could not read");
    }
  }

  @Test
  void gitOfAnotherOrganizationIsNotThere() throws Exception {
    var mallory = registry.issuer().member("northwind");
    var made =
        made(
            registry.post(
                "/api/v1/organizations/northwind/tokens",
                mallory,
                bytes("{\"name\":\"ci\",\"scopes\":[\"push\",\"look\"]}")));

    var answer =
        registry.get(
            "/git/acme/" + component + ".git/info/refs?service=git-receive-pack", made.secret());

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  private GitClient source() throws Exception {
    var git =
        new GitClient(folder.resolve("source-" + component), "")
            .with("component.json", AVersion.manifest("acme/" + component + "@1.0.0"));
    git.commit("first");
    return git;
  }

  private GitClient.Result push(GitClient git, String token) throws Exception {
    return new GitClient(git.folder(), token).run("push", address(), "main");
  }

  private String address() {
    return registry.url() + "/git/acme/" + component + ".git";
  }

  private static JsonNode listed(Made made) throws Exception {
    for (var token : Json.tree(registry.get(TOKENS, ada).body())) {
      if (token.path("id").asString().equals(made.id())) {
        return token;
      }
    }
    throw new AssertionError("not listed: " + made.id());
  }

  private static Made made(String... scopes) throws Exception {
    return made(
        make("{\"name\":\"ci\",\"scopes\":[\"%s\"]}".formatted(String.join("\",\"", scopes))));
  }

  private static Made made(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var body = Json.tree(answer.body());
    return new Made(body.path("secret").asString(), body.path("token"));
  }

  private static HttpResponse<String> make(String wish) throws Exception {
    return registry.post(TOKENS, ada, bytes(wish));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
