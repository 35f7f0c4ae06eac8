package io.tributary.connectors.email;

import io.tributary.sdk.GiveUp;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills {@code {{name}}} and {@code {{customer.name}}} in; in HTML what is filled in can be text
 * only.
 */
record Template(Optional<Map<String, Object>> values) {
  private static final int LONGEST = 4 * 1024 * 1024;
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s{0,9}([\\w.-]{1,100})\\s{0,9}\\}\\}");

  static Template with(Optional<Map<String, Object>> values) {
    return new Template(values);
  }

  String filled(String place, String text) {
    return filled(place, text, UnaryOperator.identity());
  }

  String filledHtml(String place, String html) {
    return filled(place, html, Template::escaped);
  }

  private String filled(String place, String text, UnaryOperator<String> written) {
    if (values.isEmpty()) {
      return text;
    }
    var filled = new StringBuilder();
    var found = PLACE.matcher(text);
    while (found.find()) {
      var value = written.apply(value(place, found.group(1)));
      found.appendReplacement(filled, Matcher.quoteReplacement(value));
      if (filled.length() > LONGEST) {
        throw new GiveUp(place + ": is longer than 4 MiB once it is filled in. Shorten the values");
      }
    }
    return found.appendTail(filled).toString();
  }

  private String value(String place, String name) {
    Object value = values.orElseThrow();
    for (var part : name.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    if (value == null || value instanceof Map || value instanceof Iterable) {
      throw new GiveUp(
          "%s: {{%s}} has no value. Give it one in values, or take it out".formatted(place, name));
    }
    return String.valueOf(value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
