package io.tributary.connectors.quickbooks;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A request to the API.
 *
 * @param path below the company's
 * @param query parameters; the minor version is not among them
 */
record Call(
    String method,
    String path,
    Map<String, String> query,
    Supplier<BodyPublisher> body,
    String contentType,
    Duration timeout) {
  private static final Duration USUAL = Duration.ofSeconds(25);
  private static final Duration UPLOAD = Duration.ofMinutes(15);

  static Call get(String path) {
    return new Call("GET", path, Map.of(), BodyPublishers::noBody, "", USUAL);
  }

  static Call post(String path, Object body) {
    var bytes = Tree.MAPPER.writeValueAsBytes(body);
    return new Call(
        "POST",
        path,
        Map.of(),
        () -> BodyPublishers.ofByteArray(bytes),
        "application/json; charset=UTF-8",
        USUAL);
  }

  /** The vendor wants this type where there is no body. */
  static Call bare(String path) {
    return new Call(
        "POST", path, Map.of(), BodyPublishers::noBody, "application/octet-stream", USUAL);
  }

  static Call upload(String path, String contentType, Supplier<BodyPublisher> body) {
    return new Call("POST", path, Map.of(), body, contentType, UPLOAD);
  }

  Call with(String parameter, String value) {
    var more = new LinkedHashMap<>(query);
    more.put(parameter, value);
    return new Call(method, path, more, body, contentType, timeout);
  }

  /** What follows the company's address. */
  String address(String minorVersion) {
    return with("minorversion", minorVersion).query().entrySet().stream()
        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&", path + "?", ""));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
