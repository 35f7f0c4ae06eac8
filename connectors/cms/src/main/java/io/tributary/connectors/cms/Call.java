package io.tributary.connectors.cms;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A request to the API.
 *
 * @param path below the API's root, with a slash in front
 * @param body made anew for each attempt
 */
record Call(
    String method,
    String path,
    Query query,
    Supplier<BodyPublisher> body,
    Map<String, String> headers,
    Duration timeout) {
  private static final Duration USUAL = Duration.ofSeconds(20);
  private static final Duration UPLOAD = Duration.ofMinutes(10);

  static Call get(String path, Query query) {
    return plain("GET", path, query);
  }

  static Call plain(String method, String path, Query query) {
    return new Call(method, path, query, BodyPublishers::noBody, Map.of(), USUAL);
  }

  static Call json(String method, String path, Query query, Object body) {
    var bytes = Tree.MAPPER.writeValueAsBytes(body);
    return new Call(
        method,
        path,
        query,
        () -> BodyPublishers.ofByteArray(bytes),
        Map.of("Content-Type", "application/json; charset=UTF-8"),
        USUAL);
  }

  static Call upload(String path, Multipart form) {
    return new Call(
        "POST", path, Query.of(), form::body, Map.of("Content-Type", form.contentType()), UPLOAD);
  }
}
