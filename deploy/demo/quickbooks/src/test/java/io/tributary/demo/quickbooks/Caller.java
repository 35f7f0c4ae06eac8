package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A client of the emulator over HTTP. */
final class Caller {
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final String base;
  private final String realm;
  String token;

  Caller(Emulator emulator) {
    this.base = emulator.address();
    this.realm = emulator.realm();
    this.token = emulator.token();
  }

  HttpResponse<String> call(String method, String path, byte[] body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  HttpResponse<String> get(String path) {
    return call("GET", "/v3/company/" + realm + "/" + path, new byte[0]);
  }

  HttpResponse<String> post(String path, String json) {
    return call(
        "POST",
        "/v3/company/" + realm + "/" + path,
        json.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  JsonNode made(String path, String json) {
    var answer = tree(post(path, json));
    return answer.properties().iterator().next().getValue();
  }

  HttpResponse<String> query(String text) {
    return get("query?query=" + encoded(text));
  }

  /** The objects of a query's answer. */
  JsonNode found(String entity, String text) {
    return tree(query(text)).path("QueryResponse").path(entity);
  }

  HttpResponse<String> token(String client, Map<String, String> fields) {
    var basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
    return form("/oauth2/v1/tokens/bearer", fields, "Basic " + basic);
  }

  HttpResponse<String> form(String path, Map<String, String> fields, String authorization) {
    var body =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return call(
        "POST",
        path,
        body.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Authorization",
        authorization);
  }

  static JsonNode tree(HttpResponse<String> answer) {
    return Json.MAPPER.readTree(answer.body());
  }

  static JsonNode error(HttpResponse<String> answer) {
    return tree(answer).path("Fault").path("Error").path(0);
  }

  static String code(HttpResponse<String> answer) {
    return answer.statusCode() + " " + error(answer).path("code").asString("");
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
