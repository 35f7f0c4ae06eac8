package io.tributary.cli.demo;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One demo person's real tokens. The identity provider lets only the laptop's demo client log in by
 * password; the realm that is meant for production has no such client.
 */
final class Login {
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private final Http http;
  private final String issuer;
  private final String email;
  private final String password;
  private @Nullable String token;
  private long goodUntil;

  Login(Http http, String issuer, String email, String password) {
    this.http = http;
    this.issuer = issuer;
    this.email = email;
    this.password = password;
  }

  String email() {
    return email;
  }

  /** An access token that is good for another minute. */
  synchronized String token() {
    if (token == null || System.nanoTime() > goodUntil) {
      var answer = http.json(request());
      token = answer.path("access_token").asString();
      goodUntil =
          System.nanoTime()
              + Duration.ofSeconds(answer.path("expires_in").asLong()).minus(MARGIN).toNanos();
    }
    return token;
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(
            BodyPublishers.ofString(
                form(
                    Map.of(
                        "grant_type", "password",
                        "client_id", "tributary-demo",
                        "scope", "openid organization:*",
                        "username", email,
                        "password", password))))
        .build();
  }

  static String form(Map<String, String> fields) {
    var text = new StringBuilder();
    fields.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }
}
