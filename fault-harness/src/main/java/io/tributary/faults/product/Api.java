package io.tributary.faults.product;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public HTTP as one demo person, with real tokens. Safe for several threads. */
public final class Api {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  // Before its end: a request must not die on its way.
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String server;
  private final URI tokens;
  private final String email;
  private final String password;
  private String token = "";
  private long goodUntil;

  Api(String server, URI tokens, String email, String password) {
    this.server = server;
    this.tokens = tokens;
    this.email = email;
    this.password = password;
  }

  /** What the platform said. */
  public record Answer(int status, String body) {
    public boolean isGood() {
      return status / 100 == 2;
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  /** Whatever the answer is. */
  public Answer ask(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    var answer = http.send(request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  public Answer tryGet(String path) throws IOException, InterruptedException {
    return ask("GET", path, "", "");
  }

  /** Of a 2xx. */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return good("GET", path, "", "");
  }

  public JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return good("POST", path, "application/json", JSON.writeValueAsString(body));
  }

  public JsonNode put(String path, Object body) throws IOException, InterruptedException {
    return good("PUT", path, "application/json", JSON.writeValueAsString(body));
  }

  public JsonNode putYaml(String path, String yaml) throws IOException, InterruptedException {
    return good("PUT", path, "text/yaml", yaml);
  }

  /** Good for another minute. */
  synchronized String token() throws IOException, InterruptedException {
    if (token.isEmpty() || System.nanoTime() > goodUntil) {
      var form =
          Map.of(
                  "grant_type", "password",
                  "client_id", "tributary-demo",
                  "scope", "openid organization:*",
                  "username", email,
                  "password", password)
              .entrySet()
              .stream()
              .map(
                  field ->
                      field.getKey()
                          + "="
                          + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      var request =
          HttpRequest.newBuilder(tokens)
              .timeout(LIMIT)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form));
      var answer = http.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("no token for %s: %d".formatted(email, answer.statusCode()));
      }
      var given = JSON.readTree(answer.body());
      token = given.path("access_token").asString();
      goodUntil =
          System.nanoTime()
              + Duration.ofSeconds(given.path("expires_in").asLong()).minus(MARGIN).toNanos();
    }
    return token;
  }

  private JsonNode good(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    var answer = ask(method, path, type, body);
    if (!answer.isGood()) {
      throw new IOException(
          "%s %s answered %d: %s".formatted(method, path, answer.status(), answer.body()));
    }
    return answer.json();
  }
}
