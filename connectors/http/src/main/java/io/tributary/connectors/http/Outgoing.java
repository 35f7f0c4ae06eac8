package io.tributary.connectors.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One request, without its login.
 *
 * @param limit of the whole call, to the end of the answer's body
 * @param statuses which of them fail, and how
 */
record Outgoing(
    String method,
    URI address,
    Map<String, String> headers,
    Body body,
    Duration limit,
    Statuses statuses) {
  static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  Outgoing {
    headers = Map.copyOf(headers);
  }

  static Outgoing get(URI address, Map<String, String> headers, Duration limit, Statuses statuses) {
    return new Outgoing("GET", address, headers, Body.NONE, limit, statuses);
  }

  Outgoing at(URI other) {
    return new Outgoing(method, other, headers, body, limit, statuses);
  }

  Outgoing with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new Outgoing(method, address, more, body, limit, statuses);
  }

  /** As a GET without a body, which is what some redirects turn a request into. */
  Outgoing asGet() {
    return new Outgoing("GET", address, headers, Body.NONE, limit, statuses);
  }

  boolean has(String header) {
    return headers.keySet().stream().anyMatch(header::equalsIgnoreCase);
  }

  /** For people; without the query, which may hold what is nobody's business. */
  String name() {
    return method + " " + address.getRawPath();
  }
}
