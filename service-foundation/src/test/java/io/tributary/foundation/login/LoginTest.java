package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.problems.ProblemAdvice;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

class LoginTest {
  private static final String THINGS = "/api/v1/organizations/acme/things";

  private static TokenIssuer issuer;
  private static ConfigurableApplicationContext application;
  private static HttpClient http;

  @BeforeAll
  static void start() throws Exception {
    issuer = new TokenIssuer();
    application =
        SpringApplication.run(
            Routes.class,
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--tributary.oidc.issuer=" + issuer.issuer(),
            "--tributary.oidc.jwks=" + issuer.keys());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    application.close();
    issuer.close();
  }

  @Test
  void memberReachesOrganizationInAddress() throws Exception {
    var answer = get("/api/v1/organizations/acme/things", issuer.token());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ada@acme.test in acme");
  }

  @Test
  void claimMayBeObjectWithAliasesAsKeys() throws Exception {
    var token =
        issuer.token(claims -> claims.claim("organization", Map.of("acme", Map.of("id", "7"))));

    assertThat(get(THINGS, token).statusCode()).isEqualTo(200);
  }

  @Test
  void foreignOrganizationReadsLikeOneThatDoesNotExist() throws Exception {
    var token = issuer.token();

    var foreign = get("/api/v1/organizations/globex/things", token);
    var absent = get("/api/v1/organizations/no-such-one/things", token);

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(absent.body()).contains("organization-not-found");
  }

  @Test
  void tokenWithoutOrganizationIsForbidden() throws Exception {
    var token = issuer.token(claims -> claims.claim("organization", null));

    assertThat(get(THINGS, token).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/v1/workers",
        "/actuator/prometheus",
        "/actuator/env",
        "/v3/api-docs",
        "/api/v1/operator/data-keys",
      })
  void memberIsKeptOutOfRoutesOfOthers(String route) throws Exception {
    assertThat(get(route, issuer.token()).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/organizations/acme/things",
        "/api/v1/components",
        "/internal/v1/workers",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/nowhere",
        "/api/v1/organizations/acme/things;.css",
        "//api/v1/organizations/acme/things",
        "/api/v1/%2e%2e/v1/organizations/acme/things",
      })
  void nobodyGetsInWithoutToken(String route) throws Exception {
    assertThat(get(route, null).statusCode()).isIn(400, 401);
  }

  @Test
  void unknownRouteIsDeniedToEverybody() throws Exception {
    assertThat(get("/nowhere", issuer.token()).statusCode()).isEqualTo(403);
  }

  @Test
  void forgedTokensAreRefused() throws Exception {
    var past = Date.from(Instant.now().minusSeconds(120));
    var soon = Date.from(Instant.now().plusSeconds(120));
    var stranger = new RSAKeyGenerator(2048).keyID("one").generate();
    var publicKey = issuer.key().toRSAPublicKey().getEncoded();
    var plain = new PlainJWT(new JWTClaimsSet.Builder().issuer(issuer.issuer()).build());
    var good = issuer.token();

    var forged =
        List.of(
            issuer.token(claims -> claims.issuer("http://127.0.0.1/other")),
            issuer.token(claims -> claims.audience("another-client")),
            issuer.token(claims -> claims.audience((String) null)),
            issuer.token(claims -> claims.claim("typ", "ID")),
            issuer.token(claims -> claims.claim("typ", "Refresh")),
            issuer.token(claims -> claims.claim("typ", null)),
            issuer.token(claims -> claims.claim("azp", "somebody-elses-app")),
            issuer.token(claims -> claims.claim("azp", null)),
            issuer.token(claims -> claims.expirationTime(past)),
            issuer.token(claims -> claims.expirationTime(null)),
            issuer.token(claims -> claims.notBeforeTime(soon)),
            issuer.signed(
                UnaryOperator.identity(), TokenIssuer.signer(stranger), JWSAlgorithm.RS256),
            issuer.signed(UnaryOperator.identity(), new MACSigner(publicKey), JWSAlgorithm.HS256),
            issuer.signed(
                UnaryOperator.identity(), TokenIssuer.signer(issuer.key()), JWSAlgorithm.RS512),
            withHeader(header -> header.keyID("../../one")),
            withHeader(header -> header.keyID("one").jwkURL(URI.create("http://127.0.0.1:1/keys"))),
            withHeader(header -> header.keyID("two").jwk(stranger.toPublicJWK())),
            plain.serialize(),
            good.substring(0, good.lastIndexOf('.') + 1),
            "not-a-token");

    for (var token : forged) {
      assertThat(get(THINGS, token).statusCode()).as(token).isEqualTo(401);
    }
  }

  /** Signed by a stranger who says where, or what, the key is. */
  private static String withHeader(UnaryOperator<JWSHeader.Builder> change) throws Exception {
    var stranger = new RSAKeyGenerator(2048).keyID("two").generate();
    var claims = SignedJWT.parse(issuer.token()).getJWTClaimsSet();
    var header = change.apply(new JWSHeader.Builder(JWSAlgorithm.RS256)).build();
    var token = new SignedJWT(header, claims);
    token.sign(TokenIssuer.signer(stranger));
    return token.serialize();
  }

  @Test
  void onlyTheRunnersClientOpensInternalAddresses() throws Exception {
    var roles = Map.of("roles", List.of("service"));
    var runner =
        issuer.token(
            claims -> claims.claim("realm_access", roles).claim("azp", "tributary-runner"));
    var builder =
        issuer.token(
            claims -> claims.claim("realm_access", roles).claim("azp", "tributary-builder"));
    var person = issuer.token(claims -> claims.claim("azp", "tributary-runner"));

    assertThat(get("/internal/v1/workers", runner).statusCode()).isEqualTo(200);
    assertThat(get("/internal/v1/workers", builder).statusCode()).isEqualTo(403);
    assertThat(get("/internal/v1/workers", person).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"-50, 200", "-70, 401"})
  void aMinuteOfLeewayIsGiven(int seconds, int status) throws Exception {
    var at = Date.from(Instant.now().plusSeconds(seconds));
    var token = issuer.token(claims -> claims.expirationTime(at));

    assertThat(get(THINGS, token).statusCode()).isEqualTo(status);
  }

  @Test
  void gitTakesTokenAsPasswordAndAsksForIt() throws Exception {
    var credentials =
        Base64.getEncoder()
            .encodeToString(("any:" + issuer.token()).getBytes(StandardCharsets.UTF_8));

    var with = send("/git/acme/things.git", "Basic " + credentials);
    var without = send("/git/acme/things.git", null);
    var elsewhere = send("/api/v1/organizations/acme/things", "Basic " + credentials);

    assertThat(with.statusCode()).isEqualTo(200);
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"Tributary\"");
    assertThat(elsewhere.statusCode()).isEqualTo(401);
  }

  @Test
  void callerWithStrangeAliasBelongsToTheOthers() {
    assertThat(OrganizationClaim.of(List.of("acme", "../x", "")))
        .isEqualTo(Set.of(new OrganizationName("acme")));
  }

  @Test
  void personalTokensAreGoodOnlyWhereSomebodyKeepsThem() throws Exception {
    var token = TokenText.of(new Ids(Clock.systemUTC()).secret());

    assertThat(get(THINGS, token.value()).statusCode()).isEqualTo(401);
  }

  @Test
  void browsersAreToldThatAnAnswerIsNoPage() throws Exception {
    for (var answer : List.of(get(THINGS, issuer.token()), get(THINGS, null))) {
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("Permissions-Policy")).isPresent();
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhetherItSaysSoOrNot() throws Exception {
    var large =
        ("{\"name\": \"" + "x".repeat(1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);

    var announced = post(BodyPublishers.ofByteArray(large));
    var streamed = post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)));

    assertThat(announced.statusCode()).isEqualTo(413);
    assertThat(announced.body()).contains("body-too-large").contains("1024 KiB");
    assertThat(streamed.statusCode()).isEqualTo(413);
    assertThat(streamed.body()).isEqualTo(announced.body());
  }

  @Test
  void aFieldThatNobodyReadsIsNamed() throws Exception {
    var answer = post(BodyPublishers.ofString("{\"name\": \"a\", \"owner\": \"mallory\"}"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("field-unknown", "/owner", "Known: name");
  }

  @Test
  void whatIsNotJsonIsToldWithoutOurWords() throws Exception {
    var answer = post(BodyPublishers.ofString("{\"name\": "));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("body-unreadable").doesNotContain("jackson", "Exception");
  }

  @Test
  void whatAWebhooksSenderShowsIsTheWebhooksToJudge() throws Exception {
    for (var authorization :
        List.of("Bearer a-key-of-the-sender", "Bearer", "Basic YTpi", "x y z")) {
      var answer = send("/hooks/abc", authorization);

      assertThat(answer.statusCode()).as(authorization).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("abc was shown " + authorization);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
    }
    assertThat(send("/hooks/../api/v1/whoami", null).statusCode()).isEqualTo(400);
    assertThat(send("/hooks/%2e%2e/api/v1/whoami", null).statusCode()).isEqualTo(400);
    assertThat(send("/hooks;/../api/v1/organizations/acme/things", null).statusCode())
        .isEqualTo(400);
  }

  private static HttpResponse<String> post(HttpRequest.BodyPublisher body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address(THINGS))
            .header("Authorization", "Bearer " + issuer.token())
            .header("Content-Type", "application/json")
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String route, String token) throws Exception {
    return send(route, token == null ? null : "Bearer " + token);
  }

  private static HttpResponse<String> send(String route, String authorization) throws Exception {
    var request = HttpRequest.newBuilder(address(route));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static URI address(String route) {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    return URI.create("http://127.0.0.1:" + port + route);
  }

  @RestController
  @PropertySource("classpath:tributary-foundation.properties")
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, KafkaAutoConfiguration.class})
  @Import({LoginConfiguration.class, ProblemAdvice.class})
  static class Routes {
    @Bean
    Belonging belonging() {
      return (organization, caller) -> caller.belongsTo(organization);
    }

    @GetMapping("/api/v1/organizations/{organization}/things")
    String things(@PathVariable OrganizationName organization, Caller caller) {
      return caller.name() + " in " + organization;
    }

    @PostMapping("/api/v1/organizations/{organization}/things")
    String add(@PathVariable OrganizationName organization, @RequestBody NewThing thing) {
      return thing.name() + " in " + organization;
    }

    record NewThing(String name) {}

    @GetMapping("/internal/v1/workers")
    String workers() {
      return "[]";
    }

    @GetMapping("/hooks/{id}")
    String hook(@PathVariable String id, HttpServletRequest request) {
      return id + " was shown " + request.getHeader("Authorization");
    }

    @GetMapping("/git/acme/things.git")
    String git() {
      return "ok";
    }
  }
}
