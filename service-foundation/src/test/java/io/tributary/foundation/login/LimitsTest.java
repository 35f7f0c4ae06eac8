package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.limits.LimitConfiguration;
import io.tributary.foundation.membership.MembershipConfiguration;
import io.tributary.foundation.problems.ProblemAdvice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Small limits, so that few requests show them. */
class LimitsTest {
  private static final String COMPONENTS = "/api/v1/components";

  private TokenIssuer issuer;
  private ConfigurableApplicationContext application;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    issuer = new TokenIssuer();
    application =
        SpringApplication.run(
            Routes.class,
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--tributary.organizations.members=token",
            "--tributary.organizations.role=owner",
            "--tributary.limits.address=200",
            "--tributary.limits.person=30",
            "--tributary.limits.organization=40",
            "--tributary.oidc.issuer=" + issuer.issuer(),
            "--tributary.oidc.jwks=" + issuer.keys());
  }

  @AfterEach
  void stop() {
    application.close();
    issuer.close();
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
    var ada = issuer.token();

    var answers = send(60, COMPONENTS, ada);

    // A few more than thirty where the bucket is refilled meanwhile.
    assertThat(count(answers, 200)).isBetween(30L, 45L);
    var refused =
        answers.stream().filter(each -> each.statusCode() == 429).findFirst().orElseThrow();
    assertThat(refused.body()).contains("too-many-requests");
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(send(1, COMPONENTS, other("grace")).getFirst().statusCode()).isEqualTo(200);
  }

  @Test
  void anOrganizationsMembersShareItsLimit() throws Exception {
    send(25, "/api/v1/organizations/acme", other("grace"));
    var answers = send(25, "/api/v1/organizations/acme", other("linus"));

    assertThat(count(answers, 429)).isPositive();
  }

  @Test
  void guessingTokensIsDear() throws Exception {
    var answers = send(40, COMPONENTS, "a-guess");

    assertThat(count(answers, 401)).isLessThan(15);
    assertThat(count(answers, 429)).isPositive();
  }

  private String other(String subject) {
    return issuer.token(claims -> claims.subject(subject));
  }

  private static long count(List<HttpResponse<String>> answers, int status) {
    return answers.stream().filter(each -> each.statusCode() == status).count();
  }

  private List<HttpResponse<String>> send(int times, String path, String token) {
    return IntStream.range(0, times).mapToObj(each -> send(path, token)).toList();
  }

  private HttpResponse<String> send(String path, String token) {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Authorization", "Bearer " + token)
              .build(),
          BodyHandlers.ofString());
    } catch (java.io.IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  @RestController
  @PropertySource("classpath:tributary-foundation.properties")
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, KafkaAutoConfiguration.class})
  @Import({
    LoginConfiguration.class,
    MembershipConfiguration.class,
    LimitConfiguration.class,
    ProblemAdvice.class
  })
  static class Routes {
    @GetMapping(COMPONENTS)
    List<String> components() {
      return List.of();
    }
  }
}
