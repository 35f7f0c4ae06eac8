package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.login.PersonalTokens.Holder;
import io.tributary.foundation.membership.MembershipConfiguration;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.ProblemAdvice;
import io.tributary.foundation.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Personal access tokens at the front door, kept by a map. */
class PersonalTokenLogInTest {
  private static final String THINGS = "/api/v1/organizations/acme/things";
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
  private static final Ids IDS = new Ids(Clock.systemUTC());

  private static TokenIssuer issuer;
  private static ConfigurableApplicationContext application;
  private static Kept kept;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TokenIssuer();
    application =
        SpringApplication.run(
            Routes.class,
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--tributary.organizations.members=token",
            "--tributary.organizations.role=owner",
            "--tributary.oidc.issuer=" + issuer.issuer(),
            "--tributary.oidc.jwks=" + issuer.keys());
    kept = application.getBean(Kept.class);
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    application.close();
    issuer.close();
  }

  @Test
  void holderIsItsOwnerInItsOrganization() throws Exception {
    var answer = get(THINGS, token("look"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ada by personal-token until " + END);
  }

  @Test
  void tokensOfTheIdentityProviderGoOn() throws Exception {
    assertThat(get(THINGS, issuer.token()).body()).startsWith("ada@acme.test by tributary-cli");
  }

  @Test
  void itOpensNoOtherOrganization() throws Exception {
    var foreign = get("/api/v1/organizations/globex/things", token("look"));
    var absent = get("/api/v1/organizations/no-such-one/things", token("look"));

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(absent.body());
  }

  @Test
  void itDoesWhatItsScopesSayAndNoMore() throws Exception {
    assertThat(post(THINGS, token("look", "deploy")).statusCode()).isEqualTo(200);

    var refused = post(THINGS, token("look"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("scope-not-enough", "deploy");
  }

  @Test
  void badOnesReadLikeAnyBadToken() throws Exception {
    var good = token("look");
    int last = good.length() - 1;
    var mistyped = good.substring(0, last) + (good.charAt(last) == 'x' ? 'y' : 'x');
    var unknown = TokenText.of(IDS.secret()).value();
    var expected = get(THINGS, "not-a-token");
    kept.asked.clear();

    for (var bad : List.of(unknown, mistyped, good.substring(0, last), "trb_", "trb_a.b.c")) {
      var answer = get(THINGS, bad);
      assertThat(answer.statusCode()).as(bad).isEqualTo(401);
      assertThat(answer.body()).isEqualTo(expected.body());
      assertThat(answer.headers().allValues("WWW-Authenticate"))
          .isEqualTo(expected.headers().allValues("WWW-Authenticate"));
    }
    // What cannot be one is not looked up.
    assertThat(kept.asked).extracting(TokenText::value).containsExactly(unknown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/v1/workers",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/api/v1/operator/data-keys",
        "/api/v1/organizations",
        "/api/v1/whatever-comes",
        "/dev/mail",
        "/nowhere",
      })
  void whateverItsScopesItOpensNothingElse(String route) throws Exception {
    var all = Set.of("look", "deploy", "push", "members", "operator", "service");

    assertThat(get(route, kept.token(all)).statusCode()).isEqualTo(403);
  }

  @Test
  void whatEverybodyMayItMayToo() throws Exception {
    for (var route : List.of("/api/v1/components", "/api/v1/components/a/b", "/api/v1/whoami")) {
      assertThat(get(route, token("look")).statusCode()).as(route).isEqualTo(404);
    }
  }

  @Test
  void gitTakesItAsPasswordOfWhomever() throws Exception {
    for (var user : List.of("ada", "", "x-token")) {
      assertThat(send("/git/acme/things.git", "GET", basic(user, token("look"))).statusCode())
          .isEqualTo(200);
    }
    assertThat(send(THINGS, "GET", basic("ada", token("look"))).statusCode()).isEqualTo(401);
  }

  @Test
  void whereItCannotBeLookedUpItIsNotCalledBad() throws Exception {
    kept.away = true;
    try {
      var answer = get(THINGS, token("look"));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("5");
      assertThat(answer.body()).contains("log-in-unavailable");
    } finally {
      kept.away = false;
    }
  }

  private static String token(String... scopes) {
    return kept.token(Set.of(scopes));
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> get(String route, String token) throws Exception {
    return send(route, "GET", "Bearer " + token);
  }

  private static HttpResponse<String> post(String route, String token) throws Exception {
    return send(route, "POST", "Bearer " + token);
  }

  private static HttpResponse<String> send(String route, String method, String authorization)
      throws Exception {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + route))
            .header("Authorization", authorization)
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  /** Tokens of one person in acme. */
  static final class Kept implements PersonalTokens {
    private final Map<TokenText, Holder> holders = new ConcurrentHashMap<>();
    private final List<TokenText> asked = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    String token(Set<String> scopes) {
      var token = TokenText.of(IDS.secret());
      holders.put(token, new Holder("1", "ada", new OrganizationName("acme"), scopes, END));
      return token.value();
    }

    @Override
    public Optional<Holder> find(TokenText token) {
      if (away) {
        throw Refusal.unavailable("log-in-unavailable", "Away.", Duration.ofSeconds(5));
      }
      asked.add(token);
      return Optional.ofNullable(holders.get(token));
    }
  }

  @RestController
  @PropertySource("classpath:tributary-foundation.properties")
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, KafkaAutoConfiguration.class})
  @Import({LoginConfiguration.class, MembershipConfiguration.class, ProblemAdvice.class})
  static class Routes {
    @Bean
    static Kept kept() {
      return new Kept();
    }

    @GetMapping("/api/v1/organizations/{organization}/things")
    @Needs(Permission.LOOK)
    String things(
        @PathVariable OrganizationName organization, Caller caller, HttpServletRequest request) {
      return caller.name()
          + " by "
          + caller.client()
          + " until "
          + Caller.goodUntil(request).orElseThrow();
    }

    @PostMapping("/api/v1/organizations/{organization}/things")
    @Needs(Permission.DEPLOY)
    String add(@PathVariable OrganizationName organization) {
      return "added in " + organization;
    }

    @GetMapping("/internal/v1/workers")
    String workers() {
      return "[]";
    }

    @GetMapping("/dev/mail")
    String mail() {
      return "[]";
    }

    @GetMapping("/git/acme/things.git")
    String git() {
      return "ok";
    }
  }
}
