package io.tributary.demo.salesforce;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A client of the emulator over HTTP. */
final class Caller {
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String base;
  String token = "";

  Caller(String base) {
    this.base = base;
  }

  HttpResponse<String> call(String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token);
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  HttpResponse<String> data(String method, String path, String body, String... headers) {
    return call(method, "/services/data/v62.0" + path, body, headers);
  }

  JsonNode query(String soql) {
    return tree(data("GET", "/query?q=" + encoded(soql), ""));
  }

  HttpResponse<String> form(String path, Map<String, String> fields) {
    var body =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return call("POST", path, body, "Content-Type", "application/x-www-form-urlencoded");
  }

  static JsonNode tree(HttpResponse<String> answer) {
    return Json.MAPPER.readTree(answer.body());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
