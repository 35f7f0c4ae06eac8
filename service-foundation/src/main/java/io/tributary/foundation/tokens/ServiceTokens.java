package io.tributary.foundation.tokens;

import io.tributary.foundation.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * This service's own access token, by client credentials (RFC 6749, 4.4); kept until a minute
 * before it ends.
 */
public final class ServiceTokens {
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final Environment environment;
  private final Clock clock;
  private final String client;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private @Nullable String token;
  private Instant until = Instant.EPOCH;

  private ServiceTokens(Environment environment, Clock clock, String client) {
    this.environment = environment;
    this.clock = clock;
    this.client = client;
  }

  /** Reads {@code tributary.oidc.issuer}, {@code tributary.client.id}, {@code .secret-file}. */
  public static ServiceTokens of(Environment environment, Clock clock) {
    return of(environment, clock, "tributary.client");
  }

  /** Reads {@code tributary.oidc.issuer}, and id and secret of another client. */
  public static ServiceTokens of(Environment environment, Clock clock, String client) {
    return new ServiceTokens(environment, clock, client);
  }

  /**
   * A token that is good for at least a minute.
   *
   * @throws UncheckedIOException where the identity provider does not answer or refuses
   */
  public synchronized String bearer() {
    if (token == null || clock.instant().isAfter(until.minus(MARGIN))) {
      ask();
    }
    return Objects.requireNonNull(token);
  }

  private void ask() {
    try {
      var answer = http.send(request(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("The identity provider answered " + answer.statusCode() + ".");
      }
      var json = Json.tree(answer.body());
      token = json.path("access_token").asString();
      until = clock.instant().plusSeconds(json.path("expires_in").asLong(60));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the identity provider was asked", stopped);
    }
  }

  private HttpRequest request() throws IOException {
    var issuer = environment.getRequiredProperty("tributary.oidc.issuer");
    var endpoint =
        environment.getProperty(
            "tributary.oidc.token-endpoint", issuer + "/protocol/openid-connect/token");
    var id = environment.getRequiredProperty(client + ".id");
    var file = environment.getRequiredProperty(client + ".secret-file");
    var secret = Files.readString(Path.of(file)).strip();
    return HttpRequest.newBuilder(URI.create(endpoint))
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                    .formatted(encoded(id), encoded(secret))))
        .build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
