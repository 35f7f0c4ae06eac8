package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parameters of an address, in their order. */
final class Query {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.$\\[\\]-]{0,120}");

  private static final Pattern OURS =
      Pattern.compile("(orderby|order|offset|page|per_page|sort.*|pagination.*)");

  private final Map<String, String> values = new LinkedHashMap<>();

  static Query of() {
    return new Query();
  }

  static Query of(String name, Object value) {
    return new Query().and(name, value);
  }

  Query and(String name, Object value) {
    values.put(name, String.valueOf(value));
    return this;
  }

  Query and(Map<String, String> more) {
    values.putAll(more);
    return this;
  }

  String encoded() {
    return values.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** A value as a part of an address. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What an author wrote as {@code name=value&name=value}. */
  static Map<String, String> parsed(String place, Optional<String> text) {
    var parsed = new LinkedHashMap<String, String>();
    for (var part : text.orElse("").strip().replaceFirst("^\\?", "").split("&")) {
      if (!part.isBlank()) {
        int equals = part.indexOf('=');
        var name = decoded(place, equals < 0 ? part : part.substring(0, equals));
        if (!NAME.matcher(name).matches()) {
          throw new GiveUp(
              "%s: \"%s\" is no name of a parameter. Write name=value&name=value"
                  .formatted(place, name));
        }
        if (OURS.matcher(name).matches()) {
          throw new GiveUp(
              "%s: \"%s\" is set by the step itself, which reads all pages in order. Leave it out"
                  .formatted(place, name));
        }
        parsed.put(name, equals < 0 ? "" : decoded(place, part.substring(equals + 1)));
      }
    }
    return parsed;
  }

  private static String decoded(String place, String text) {
    try {
      return URLDecoder.decode(text.strip(), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new GiveUp(place + ": has a % that begins no code. Write %25 for it", broken);
    }
  }
}
