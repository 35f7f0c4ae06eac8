package io.tributary.runtime.masking;

import io.tributary.foundation.json.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Form fields as JSON: a text for each name, or a list where a name comes more than once. */
final class FormBody {
  private FormBody() {}

  static JsonNode read(byte[] form) {
    var fields = Json.mapper().createObjectNode();
    var text = new String(form, StandardCharsets.UTF_8);
    for (var pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        add(
            fields,
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static void add(ObjectNode fields, String name, String value) {
    switch (fields.get(name)) {
      case null -> fields.put(name, value);
      case ArrayNode more -> more.add(value);
      case JsonNode first -> fields.set(name, fields.arrayNode().add(first).add(value));
    }
  }

  /** What is no field of a form any more is written as its JSON. */
  static byte[] write(JsonNode fields) {
    var pairs = new ArrayList<String>();
    for (var field : fields.properties()) {
      if (field.getValue() instanceof ArrayNode values) {
        values.forEach(value -> pairs.add(pair(field.getKey(), value)));
      } else {
        pairs.add(pair(field.getKey(), field.getValue()));
      }
    }
    return String.join("&", pairs).getBytes(StandardCharsets.UTF_8);
  }

  private static String pair(String name, JsonNode value) {
    return encoded(name) + "=" + encoded(value.isString() ? value.asString() : value.toString());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
