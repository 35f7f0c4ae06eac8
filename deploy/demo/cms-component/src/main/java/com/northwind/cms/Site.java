package com.northwind.cms;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** The connection: a site with the REST interface of WordPress, and someone's login to it. */
record Site(String url, String username, Secret applicationPassword) {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Posts of that slug, in any state that the user may see. */
  List<Object> postsBySlug(HttpClient client, String slug) throws InterruptedException {
    return listOf(
        call(client, request("/wp-json/wp/v2/posts?status=any&slug=" + slug).GET().build()));
  }

  Map<String, Object> createPost(HttpClient client, Map<String, Object> post)
      throws InterruptedException {
    return mapOf(
        call(
            client,
            request("/wp-json/wp/v2/posts")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(post)))
                .build()));
  }

  Map<String, Object> me(HttpClient client) throws InterruptedException {
    return mapOf(call(client, request("/wp-json/wp/v2/users/me").GET().build()));
  }

  private HttpRequest.Builder request(String path) {
    var login = username + ":" + applicationPassword.reveal();
    try {
      return HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path))
          .timeout(LONGEST)
          .header("Accept", "application/json")
          .header(
              "Authorization",
              "Basic "
                  + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException broken) {
      throw new ConnectionRefused(
          "connection#/url: is no address of a site. Use https://www.example.org", broken);
    }
  }

  private String call(HttpClient client, HttpRequest request) throws InterruptedException {
    HttpResponse<String> answer;
    try {
      answer = client.send(request, BodyHandlers.ofString());
    } catch (IOException away) {
      throw new RetryLater(url + " does not answer: " + away, away);
    }
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      throw new ConnectionRefused(
          url + " does not accept the login of " + username + ": make a new application password");
    }
    if (status == 404 || status / 100 == 3) {
      throw new ConnectionRefused(
          "connection#/url: no REST interface below " + url + " (" + status + "). Correct it");
    }
    if (status == 429 || status >= 500) {
      throw wait(answer);
    }
    if (status >= 400) {
      throw refused(answer);
    }
    return answer.body();
  }

  private RetryLater wait(HttpResponse<String> answer) {
    var text = url + " answers " + answer.statusCode();
    return answer
        .headers()
        .firstValue("Retry-After")
        .map(value -> new RetryLater(text, retryAfter(value)))
        .orElseGet(() -> new RetryLater(text));
  }

  /** Seconds or a date; a minute where it is neither. */
  private static Duration retryAfter(String value) {
    try {
      return Duration.ofSeconds(Long.parseUnsignedLong(value.strip()));
    } catch (NumberFormatException noSeconds) {
      try {
        var date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
        var wait = Duration.between(ZonedDateTime.now(date.getZone()), date);
        return wait.isNegative() ? Duration.ZERO : wait;
      } catch (DateTimeException neither) {
        return Duration.ofMinutes(1);
      }
    }
  }

  /** The site names the fields it does not like below {@code data.params}. */
  private GiveUp refused(HttpResponse<String> answer) {
    try {
      var problem = JSON.std.mapFrom(answer.body());
      if (problem.get("data") instanceof Map<?, ?> data
          && data.get("params") instanceof Map<?, ?> fields
          && !fields.isEmpty()) {
        var field = fields.entrySet().iterator().next();
        return new GiveUp("input#/" + field.getKey() + ": " + field.getValue());
      }
      return new GiveUp(url + " refuses the post: " + problem.get("message"));
    } catch (JacksonException noJson) {
      return new GiveUp(url + " refuses the post with status " + answer.statusCode(), noJson);
    }
  }

  private static String json(Map<String, Object> value) {
    return JSON.std.asString(value);
  }

  private Map<String, Object> mapOf(String body) {
    try {
      return JSON.std.mapFrom(body);
    } catch (JacksonException noJson) {
      throw noInterface(noJson);
    }
  }

  private List<Object> listOf(String body) {
    try {
      return JSON.std.listFrom(body);
    } catch (JacksonException noJson) {
      throw noInterface(noJson);
    }
  }

  private ConnectionRefused noInterface(JacksonException noJson) {
    return new ConnectionRefused(
        "connection#/url: what answers at " + url + " is no REST interface. Correct it", noJson);
  }
}
