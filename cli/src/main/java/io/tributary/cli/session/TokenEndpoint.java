package io.tributary.cli.session;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks OAuth 2.0 with the issuer, and asks whose a token is. Never says one in a message. */
final class TokenEndpoint {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final Clock clock;

  TokenEndpoint(Clock clock) {
    this.clock = clock;
  }

  /** The issuer's or the server's answer to a form or a question, whatever its status. */
  record Answer(int status, JsonNode body) {
    boolean isGood() {
      return status == 200;
    }

    String text(String field) {
      return body.path(field).asString("");
    }
  }

  /** Empty where the issuer does not take the refresh token any more. */
  Optional<SignedIn> refreshed(SignedIn old) {
    var answer =
        post(
            old.tokenEndpoint(),
            Map.of(
                "grant_type", "refresh_token",
                "client_id", old.client(),
                "refresh_token", old.refreshToken()));
    return answer.isGood()
        ? Optional.of(
            signedIn(answer, old.tokenEndpoint(), old.client()).workingIn(old.organization()))
        : Optional.empty();
  }

  SignedIn signedIn(Answer answer, String endpoint, String client) {
    return new SignedIn(
        answer.text("access_token"),
        answer.text("refresh_token"),
        clock.instant().plusSeconds(answer.body().path("expires_in").asLong(60)),
        endpoint,
        client,
        "");
  }

  /**
   * Asks the platform who holds a personal access token.
   *
   * @throws Failure where it does not say
   */
  TokenClaims holder(URI server, String token) {
    var answer =
        send(
            HttpRequest.newBuilder(URI.create(server + "/api/v1/whoami"))
                .header("Authorization", "Bearer " + token)
                .GET());
    if (answer.isGood()) {
      return TokenClaims.ofHolder(answer.body());
    }
    if (answer.status() == 401) {
      throw new Failure(
          ExitCode.NOT_SIGNED_IN,
          "not-signed-in",
          "%s does not take this token: it is mistyped, expired or revoked.".formatted(server),
          "Make another where you are signed in: tributary token create NAME");
    }
    throw new Failure(
        ExitCode.UNEXPECTED,
        "whoami-failed",
        "%s does not say whose token this is: %s"
            .formatted(server, answer.body().path("detail").asString("status " + answer.status())),
        "Try again in a moment.");
  }

  Answer get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).GET());
  }

  Answer post(String address, Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private Answer send(HttpRequest.Builder request) {
    var built = request.timeout(Duration.ofSeconds(20)).build();
    try {
      HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
      return new Answer(response.statusCode(), tree(response.body()));
    } catch (IOException silent) {
      throw new Failure(
          ExitCode.UNEXPECTED,
          "no-answer",
          "No answer from " + built.uri().getScheme() + "://" + built.uri().getAuthority() + ".",
          "Is the platform up? tributary status");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.INTERRUPTED, "interrupted", "Interrupted.", "");
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
