package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, apart from how it came.
 *
 * @param segments of the path, decoded
 * @param headers names in lower case
 * @param base address of this server as the caller knows it
 */
record Request(
    String method,
    List<String> segments,
    Map<String, String> query,
    Map<String, String> headers,
    InputStream body,
    String base) {

  static Request of(
      String method, URI uri, Map<String, String> headers, InputStream body, String base) {
    var segments = new ArrayList<String>();
    for (var segment : uri.getRawPath().split("/")) {
      if (!segment.isEmpty()) {
        segments.add(decoded(segment.replace("+", "%2B")));
      }
    }
    return new Request(
        method, List.copyOf(segments), pairs(uri.getRawQuery()), headers, body, base);
  }

  static Map<String, String> pairs(String text) {
    var pairs = new LinkedHashMap<String, String>();
    if (text == null || text.isEmpty()) {
      return pairs;
    }
    for (var pair : text.split("&")) {
      int equals = pair.indexOf('=');
      var name = equals < 0 ? pair : pair.substring(0, equals);
      pairs.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return pairs;
  }

  /** The fields of a form. */
  Map<String, String> form() throws IOException {
    return pairs(new String(body.readAllBytes(), StandardCharsets.UTF_8));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean is(String expected) {
    return method.equals(expected);
  }

  int size() {
    return segments.size();
  }

  /** A segment of the path; empty past its end. */
  String at(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw Problem.invalid(
          "2010",
          "Request has invalid or unsupported property",
          "The address has a broken escape",
          "");
    }
  }
}
