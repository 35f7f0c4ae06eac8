package io.tributary.connectors.webhook;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields of a web form, as they are sent in addresses and in bodies. */
final class FormFields {
  static final int MOST_FIELDS = 1000;

  private FormFields() {}

  static Map<String, List<String>> urlEncoded(String body) {
    var fields = new LinkedHashMap<String, List<String>>();
    for (var pair : body.split("&", MOST_FIELDS + 1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      var name = decode(equals < 0 ? pair : pair.substring(0, equals));
      var value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      if (fields.size() > MOST_FIELDS) {
        throw tooMany();
      }
    }
    return fields;
  }

  /** One value as it is, several as a list. */
  static Map<String, Object> single(Map<String, List<String>> values) {
    var single = new LinkedHashMap<String, Object>();
    values.forEach((name, all) -> single.put(name, all.size() == 1 ? all.getFirst() : all));
    return single;
  }

  static Malformed tooMany() {
    return new Malformed("the form has more than " + MOST_FIELDS + " fields");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new Malformed("the form is not URL-encoded: " + broken.getMessage(), broken);
    }
  }
}
