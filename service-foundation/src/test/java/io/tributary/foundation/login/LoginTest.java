package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.problems.ProblemAdvice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

class LoginTest {
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

    assertThat(get("/api/v1/organizations/acme/things", token).statusCode()).isEqualTo(200);
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

    assertThat(get("/api/v1/organizations/acme/things", token).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/internal/v1/workers",
        "/actuator/prometheus",
        "/actuator/env",
        "/v3/api-docs",
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
            issuer.token(claims -> claims.expirationTime(past)),
            issuer.token(claims -> claims.expirationTime(null)),
            issuer.token(claims -> claims.notBeforeTime(soon)),
            issuer.signed(
                UnaryOperator.identity(), TokenIssuer.signer(stranger), JWSAlgorithm.RS256),
            issuer.signed(UnaryOperator.identity(), new MACSigner(publicKey), JWSAlgorithm.HS256),
            plain.serialize(),
            good.substring(0, good.lastIndexOf('.') + 1),
            "not-a-token");

    for (var token : forged) {
      assertThat(get("/api/v1/organizations/acme/things", token).statusCode())
          .as(token)
          .isEqualTo(401);
    }
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
    var token =
        org.springframework.security.oauth2.jwt.Jwt.withTokenValue("t")
            .header("alg", "none")
            .claim("organization", List.of("acme", "../x", ""))
            .build();

    assertThat(OrganizationClaim.of(token)).isEqualTo(Set.of(new OrganizationName("acme")));
  }

  private static HttpResponse<String> get(String route, String token) throws Exception {
    return send(route, token == null ? null : "Bearer " + token);
  }

  private static HttpResponse<String> send(String route, String authorization) throws Exception {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + route));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @RestController
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, KafkaAutoConfiguration.class})
  @Import({LoginConfiguration.class, ProblemAdvice.class})
  static class Routes {
    @GetMapping("/api/v1/organizations/{organization}/things")
    String things(@PathVariable OrganizationName organization, Caller caller) {
      return caller.name() + " in " + organization;
    }

    @GetMapping("/git/acme/things.git")
    String git() {
      return "ok";
    }
  }
}
