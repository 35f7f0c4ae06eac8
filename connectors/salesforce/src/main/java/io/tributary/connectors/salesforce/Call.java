package io.tributary.connectors.salesforce;

import io.tributary.sdk.LargeBody;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A request to the API.
 *
 * @param path from the root; one without a slash in front is below the version's
 * @param body made anew for each attempt
 */
record Call(
    String method,
    String path,
    Supplier<BodyPublisher> body,
    Map<String, String> headers,
    Duration timeout) {
  private static final Duration USUAL = Duration.ofSeconds(25);
  private static final Duration UPLOAD = Duration.ofMinutes(10);

  static Call get(String path) {
    return new Call(
        "GET",
        path,
        BodyPublishers::noBody,
        Map.of("Accept", "application/json, text/csv;q=0.9"),
        USUAL);
  }

  static Call delete(String path) {
    return new Call("DELETE", path, BodyPublishers::noBody, Map.of(), USUAL);
  }

  static Call json(String method, String path, Object body) {
    var bytes = Tree.MAPPER.writeValueAsBytes(body);
    return new Call(
        method,
        path,
        () -> BodyPublishers.ofByteArray(bytes),
        Map.of("Content-Type", "application/json; charset=UTF-8", "Accept", "application/json"),
        USUAL);
  }

  /** Streams: the length is known, the bytes are not in memory. */
  static Call upload(String path, LargeBody csv) {
    return upload(
        path,
        () -> BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(csv::open), csv.size()));
  }

  static Call upload(String path, byte[] csv) {
    return upload(path, () -> BodyPublishers.ofByteArray(csv));
  }

  private static Call upload(String path, Supplier<BodyPublisher> body) {
    return new Call(
        "PUT",
        path,
        body,
        Map.of("Content-Type", "text/csv", "Accept", "application/json"),
        UPLOAD);
  }

  Call with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Call(method, path, body, more, timeout);
  }

  /** A value as one segment of a path. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
