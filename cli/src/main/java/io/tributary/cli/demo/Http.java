package io.tributary.cli.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests whose refusal ends the demo. */
final class Http {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** The answer, whatever its status. */
  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new DemoFailed(
          "%s %s did not answer: %s".formatted(request.method(), request.uri(), failed), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted", stopped);
    }
  }

  /** The JSON of a 2xx answer. */
  JsonNode json(HttpRequest request) {
    var answer = send(request);
    if (answer.statusCode() / 100 != 2) {
      throw new DemoFailed(
          "%s %s answered %d: %s"
              .formatted(
                  request.method(), request.uri(), answer.statusCode(), answer.body().strip()));
    }
    return read(answer.body());
  }

  static JsonNode read(String body) {
    try {
      return JSON.readTree(body.isBlank() ? "null" : body);
    } catch (JacksonException notJson) {
      throw new DemoFailed("Not JSON: " + body.strip(), notJson);
    }
  }

  static String write(Object value) {
    return JSON.writeValueAsString(value);
  }
}
