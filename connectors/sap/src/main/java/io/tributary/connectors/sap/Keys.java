package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.StructuredType;
import io.tributary.sdk.GiveUp;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What tells one entity of a type from another. */
record Keys(Metadata metadata, StructuredType type) {

  /** The key's properties out of an entity. */
  Map<String, Object> of(Map<?, ?> entity) {
    var key = new LinkedHashMap<String, Object>();
    type.key().forEach(name -> key.put(name, entity.get(name)));
    return key;
  }

  /** The other properties, without annotations. */
  Map<String, Object> rest(Map<?, ?> entity) {
    var rest = new LinkedHashMap<String, Object>();
    entity.forEach(
        (name, value) -> {
          if (!type.key().contains(name) && !name.equals("@odata.etag")) {
            rest.put(String.valueOf(name), value);
          }
        });
    return rest;
  }

  boolean isIn(Map<?, ?> entity) {
    return type.key().stream().allMatch(name -> entity.get(name) != null);
  }

  /** As one text, for order and for marks. */
  String text(Map<?, ?> entity) {
    return type.key().stream()
        .map(name -> String.valueOf(entity.get(name)))
        .collect(Collectors.joining(","));
  }

  /**
   * As an address has it: {@code ('1')}, or {@code (A='1',B=2)}.
   *
   * @throws GiveUp naming a key property that is missing
   */
  String predicate(Map<?, ?> entity, String place) {
    if (type.key().isEmpty()) {
      return "";
    }
    var values = new Values(metadata.protocol());
    var parts = new ArrayList<String>();
    for (var property : type.keys()) {
      var at = place + "/" + property.name();
      var value = entity.get(property.name());
      if (value == null) {
        throw new GiveUp(at + ": is missing, and is part of the key. Give it a value");
      }
      var literal = values.literal(metadata.primitive(property.type()), value, at);
      parts.add(type.key().size() == 1 ? part(literal) : property.name() + "=" + part(literal));
    }
    return "(" + String.join(",", parts) + ")";
  }

  private static String part(String literal) {
    return Call.encoded(literal);
  }

  /**
   * The key that an entity's address ends with.
   *
   * @throws GiveUp where it ends with none
   */
  Map<String, Object> parsed(String address) {
    int open = address.lastIndexOf('(');
    // A bracket may stand within a value: the predicate begins behind the last segment's name.
    int segment = address.lastIndexOf('/', open < 0 ? 0 : open);
    int first = address.indexOf('(', Math.max(0, segment));
    if (first < 0 || !address.endsWith(")")) {
      throw new GiveUp("the service names a removed entity by \"" + address + "\", without a key");
    }
    var inner =
        URLDecoder.decode(
            address.substring(first + 1, address.length() - 1).replace("+", "%2B"),
            StandardCharsets.UTF_8);
    var values = new Values(metadata.protocol());
    var key = new LinkedHashMap<String, Object>();
    for (var part : parts(inner)) {
      int equals = part.indexOf('=');
      boolean isNamed = equals > 0 && type.properties().containsKey(part.substring(0, equals));
      var name = isNamed ? part.substring(0, equals) : type.key().getFirst();
      var kind = metadata.primitive(type.properties().get(name).type());
      key.put(name, values.ofLiteral(kind, isNamed ? part.substring(equals + 1) : part));
    }
    return key;
  }

  /** Parted at the commas that are not within quotation marks. */
  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    int from = 0;
    boolean quoted = false;
    for (int index = 0; index < text.length(); index++) {
      char letter = text.charAt(index);
      if (letter == '\'') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        parts.add(text.substring(from, index));
        from = index + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /**
   * A condition for what comes behind an entity in the order of the key: {@code A gt 1 or (A eq 1
   * and B gt 2)}.
   */
  String behind(Map<?, ?> last, String place) {
    var values = new Values(metadata.protocol());
    var choices = new ArrayList<String>();
    var same = new StringBuilder();
    for (var property : type.keys()) {
      var kind = metadata.primitive(property.type());
      var literal = values.literal(kind, last.get(property.name()), place + "/" + property.name());
      choices.add("(" + same + property.name() + " gt " + literal + ")");
      same.append(property.name()).append(" eq ").append(literal).append(" and ");
    }
    return choices.size() == 1
        ? choices.getFirst().substring(1, choices.getFirst().length() - 1)
        : "(" + String.join(" or ", choices) + ")";
  }

  String order() {
    return String.join(",", type.key());
  }
}
