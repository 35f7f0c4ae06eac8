package io.tributary.cli.demo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The platform's public HTTP, as one person. */
final class Api {
  private final Http http;
  private final URI server;
  private final Login login;

  Api(Http http, URI server, Login login) {
    this.http = http;
    this.server = server;
    this.login = login;
  }

  Login login() {
    return login;
  }

  JsonNode get(String path) {
    return http.json(request(path).GET().build());
  }

  HttpResponse<String> tryGet(String path) {
    return http.send(request(path).GET().build());
  }

  JsonNode post(String path, Object body) {
    return http.json(sending(path).POST(BodyPublishers.ofString(Http.write(body))).build());
  }

  JsonNode put(String path, Object body) {
    return http.json(sending(path).PUT(BodyPublishers.ofString(Http.write(body))).build());
  }

  JsonNode putYaml(String path, String yaml) {
    return http.json(
        request(path)
            .header("Content-Type", "text/yaml")
            .PUT(BodyPublishers.ofString(yaml))
            .build());
  }

  private HttpRequest.Builder sending(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + login.token());
  }
}
