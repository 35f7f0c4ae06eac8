package io.tributary.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's front door, with the demo people's real tokens. */
record Front(int port, Path logins) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /** An answer as it came. */
  record Answer(int status, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /** The problem's code, empty where it is none. */
    String code() {
      try {
        return json().path("code").asString("");
      } catch (JacksonException noJson) {
        return "";
      }
    }
  }

  /** A fresh access token of one of them, naming all organizations of theirs. */
  String token(String email) throws IOException, InterruptedException {
    var issuer = send("GET", "/.well-known/tributary", "", "").json().path("issuer").asString();
    var password =
        Files.readAllLines(logins).stream()
            .filter(line -> line.startsWith(email + " "))
            .map(line -> line.substring(email.length() + 1))
            .findFirst()
            .orElseThrow();
    var form =
        Map.of(
            "grant_type", "password",
            "client_id", "tributary-demo",
            "scope", "openid organization:*",
            "username", email,
            "password", password);
    var request =
        HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    form.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&"))))
            .build();
    var answer = HTTP.send(request, BodyHandlers.ofString());
    return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
  }

  /**
   * One request.
   *
   * @param token empty: nobody's
   * @param body empty: none
   */
  Answer send(String method, String path, String token, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .timeout(Duration.ofSeconds(40))
            .method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
