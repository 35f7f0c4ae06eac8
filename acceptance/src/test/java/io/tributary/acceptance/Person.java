package io.tributary.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A demo person's HTTP, with a real token. */
record Person(HttpClient http, URI server, String token) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Logs in as the platform's data folder says. */
  static Person login(URI server, Path data, String email)
      throws IOException, InterruptedException {
    var http = HttpClient.newHttpClient();
    var discovery =
        http.send(
            HttpRequest.newBuilder(server.resolve("/.well-known/tributary")).build(),
            BodyHandlers.ofString());
    var form =
        Map.of(
            "grant_type", "password",
            "client_id", "tributary-demo",
            "scope", "openid organization:*",
            "username", email,
            "password", password(data, email));
    var answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(text(discovery.body(), "issuer") + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        form.entrySet().stream()
                            .map(field -> field.getKey() + "=" + coded(field.getValue()))
                            .collect(Collectors.joining("&"))))
                .build(),
            BodyHandlers.ofString());
    return new Person(http, server, text(answer.body(), "access_token"));
  }

  HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** A text field of a JSON document, wherever it stands. */
  static String text(String json, String name) {
    var found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!found.find()) {
      throw new AssertionError("no \"" + name + "\" in " + json);
    }
    return found.group(1);
  }

  private static String password(Path data, String email) throws IOException {
    try (var lines = Files.lines(data.resolve("demo-logins"))) {
      return lines
          .filter(line -> line.startsWith(email + " "))
          .map(line -> line.substring(email.length() + 1))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String coded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
