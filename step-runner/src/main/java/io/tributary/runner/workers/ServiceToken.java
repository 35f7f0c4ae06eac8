package io.tributary.runner.workers;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runner's own identity towards the runtime: a token by client credentials (<a
 * href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4">RFC 6749, 4.4</a>), kept until shortly
 * before it ends. The secret is read from its file each time, so that it can be changed.
 */
public final class ServiceToken {
  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final URI endpoint;
  private final String client;
  private final Path secretFile;
  private final Clock clock;
  private @Nullable String token;
  private Instant until = Instant.MIN;

  public ServiceToken(HttpClient http, URI issuer, String client, Path secretFile, Clock clock) {
    this.http = http;
    this.endpoint = URI.create(issuer + "/protocol/openid-connect/token");
    this.client = client;
    this.secretFile = secretFile;
    this.clock = clock;
  }

  /** A token that is good for half a minute at least. */
  synchronized String get() throws IOException, InterruptedException {
    if (token == null || clock.instant().plus(EARLY).isAfter(until)) {
      fetch();
    }
    return java.util.Objects.requireNonNull(token);
  }

  /** It was refused: the next one is fetched anew. */
  synchronized void forget() {
    token = null;
  }

  private void fetch() throws IOException, InterruptedException {
    var form =
        "grant_type=client_credentials&client_id="
            + URLEncoder.encode(client, StandardCharsets.UTF_8)
            + "&client_secret="
            + URLEncoder.encode(Files.readString(secretFile).strip(), StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answered %d: check TRIBUTARY_CLIENT_ID and the secret in %s"
              .formatted(endpoint, response.statusCode(), secretFile));
    }
    try {
      var answer = JSON.readTree(response.body());
      token = answer.path("access_token").asString();
      until = clock.instant().plusSeconds(answer.path("expires_in").asLong(60));
    } catch (JacksonException notJson) {
      throw new IOException(endpoint + " answered something that is no token", notJson);
    }
  }
}
