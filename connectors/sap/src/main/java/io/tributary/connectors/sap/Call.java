package io.tributary.connectors.sap;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request to a service.
 *
 * @param path below the service's root, encoded; or a whole address, which is taken as it is
 * @param query values as they are
 * @param body empty for none
 * @param bodyLimit how long the answer's body may take to be read
 */
record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    Duration bodyLimit) {
  private static final Duration SHORT = Duration.ofSeconds(25);
  private static final Duration LONG = Duration.ofHours(1);
  private static final byte[] NONE = new byte[0];

  static Call get(String path) {
    return of("GET", path);
  }

  static Call of(String method, String path) {
    return new Call(method, path, Map.of(), Map.of(), NONE, SHORT);
  }

  static Call json(String method, String path, Object body) {
    return of(method, path).withBody("application/json", Json.MAPPER.writeValueAsBytes(body));
  }

  Call withBody(String contentType, byte[] bytes) {
    return new Call(method, path, query, plus(headers, "Content-Type", contentType), bytes, SHORT);
  }

  Call with(String header, String value) {
    return new Call(method, path, query, plus(headers, header, value), body, bodyLimit);
  }

  Call with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Call(method, path, query, all, body, bodyLimit);
  }

  Call asking(String name, String value) {
    return new Call(method, path, plus(query, name, value), headers, body, bodyLimit);
  }

  /** An answer that streams for as long as the step's own timeout lets it. */
  Call streaming() {
    return new Call(method, path, query, headers, body, LONG);
  }

  boolean changes() {
    return !method.equals("GET");
  }

  URI address(URI root, Map<String, String> always) {
    var all = new LinkedHashMap<>(query);
    always.forEach(
        (name, value) -> {
          if (!path.contains(name + "=")) {
            all.putIfAbsent(name, value);
          }
        });
    var text = path.startsWith("http") && path.contains("://") ? path : root + "/" + path;
    if (all.isEmpty()) {
      return URI.create(text);
    }
    var pairs =
        all.entrySet().stream()
            .map(pair -> pair.getKey() + "=" + encoded(pair.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(text + (text.contains("?") ? "&" : "?") + pairs);
  }

  /** Quotation marks stay as they are: services look for them before they decode. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%27", "'");
  }

  private static Map<String, String> plus(Map<String, String> map, String name, String value) {
    var more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }
}
