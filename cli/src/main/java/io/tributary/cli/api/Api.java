package io.tributary.cli.api;

import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The platform's HTTP API for whoever is signed in. Redirects are not followed. */
public final class Api {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MOST_OF_A_PROBLEM = 1 << 20;

  private final Session session;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  public Api(Session session) {
    this.session = session;
  }

  /**
   * Reads an address under the server.
   *
   * @throws Failure where the platform refuses or does not answer
   */
  public JsonNode get(String path) {
    return tree(send(path, "GET", BodyPublishers.noBody(), "application/json", SOON));
  }

  public String getText(String path) {
    return send(path, "GET", BodyPublishers.noBody(), "text/plain", SOON);
  }

  public JsonNode post(String path, JsonNode body) {
    return tree(
        send(
            path,
            "POST",
            BodyPublishers.ofString(JSON.writeValueAsString(body)),
            "application/json",
            SOON));
  }

  public JsonNode post(String path) {
    return post(path, JsonNodeFactory.instance.objectNode());
  }

  public JsonNode put(String path, String contentType, byte[] body) {
    return tree(send(path, "PUT", BodyPublishers.ofByteArray(body), contentType, SOON));
  }

  public void delete(String path) {
    send(path, "DELETE", BodyPublishers.noBody(), "application/json", SOON);
  }

  /**
   * Reads lines of JSON as they come, until the stream ends or the taker has enough.
   *
   * @param taker says whether it wants more
   * @throws Failure where the platform refuses, or does not begin to answer
   * @throws UncheckedIOException where the stream breaks off
   */
  public void lines(String path, Predicate<JsonNode> taker) {
    var request = request(path, "application/x-ndjson").GET().build();
    try {
      HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
      try (var lines = response.body()) {
        if (response.statusCode() / 100 != 2) {
          throw Problems.failure(
              response.statusCode(), String.join("\n", lines.limit(500).toList()));
        }
        // A predicate with a memory: anyMatch ends the stream at the first line that is enough.
        boolean enough =
            lines.filter(line -> !line.isBlank()).anyMatch(line -> !taker.test(tree(line)));
        if (!enough) {
          return;
        }
      }
    } catch (IOException silent) {
      throw noAnswer(silent);
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  /**
   * Hands on the bytes of an address as they come.
   *
   * @throws Failure where the platform refuses, or does not begin to answer
   * @throws IOException where the answer breaks off, or they cannot be written
   */
  public void download(String path, OutputStream into) throws IOException {
    var request = request(path, "*/*").GET().build();
    try (var body = answered(request)) {
      body.transferTo(into);
    }
  }

  /** A part of an address, safe whatever it holds. */
  public static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String send(
      String path, String method, BodyPublisher body, String contentType, Duration limit) {
    var request =
        request(path, "application/json, text/*, */*")
            .timeout(limit)
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw Problems.failure(response.statusCode(), response.body());
      }
      return response.body();
    } catch (IOException silent) {
      throw noAnswer(silent);
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  private InputStream answered(HttpRequest request) throws IOException {
    HttpResponse<InputStream> response;
    try {
      response = http.send(request, BodyHandlers.ofInputStream());
    } catch (IOException silent) {
      throw noAnswer(silent);
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    try (var body = response.body()) {
      throw Problems.failure(
          response.statusCode(),
          new String(body.readNBytes(MOST_OF_A_PROBLEM), StandardCharsets.UTF_8));
    }
  }

  private HttpRequest.Builder request(String path, String accepted) {
    return HttpRequest.newBuilder(URI.create(session.server() + path))
        .header("Authorization", "Bearer " + session.token())
        .header("Accept", accepted);
  }

  private static JsonNode tree(String body) {
    try {
      return body.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body);
    } catch (JacksonException foreign) {
      throw new Failure(
          ExitCode.UNEXPECTED,
          "answer-unreadable",
          "The server answered something that is not JSON.",
          "Check --server.");
    }
  }

  private Failure noAnswer(IOException silent) {
    if (silent instanceof HttpTimeoutException) {
      return new Failure(
          ExitCode.TIMED_OUT,
          "no-answer",
          "No answer from " + session.server() + " in time.",
          "Is the platform up? tributary status");
    }
    return new Failure(
        ExitCode.UNEXPECTED,
        "no-answer",
        "No answer from " + session.server() + ".",
        "Is the platform up? tributary status");
  }

  private static Failure interrupted() {
    Thread.currentThread().interrupt();
    return new Failure(ExitCode.INTERRUPTED, "interrupted", "Interrupted.", "");
  }
}
