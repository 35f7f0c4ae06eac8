package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.StructuredType;
import io.tributary.sdk.GiveUp;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A filter whose {@code :names} are filled in from values, each as a literal of the type of the
 * property that it is compared with. No value can become a part of the filter.
 */
record Filter(Metadata metadata, StructuredType type) {
  /** Texts in quotation marks are passed over: a colon in them is a colon. */
  private static final Pattern PLACE =
      Pattern.compile(
          "'(?:[^']|'')*'|(?:\\b([A-Za-z_][A-Za-z0-9_/]*)\\s+(?:eq|ne|gt|ge|lt|le)\\s+)?"
              + "(?<![A-Za-z0-9_]):([A-Za-z_][A-Za-z0-9_]*)");

  String filled(String filter, Map<String, Object> parameters) {
    return PLACE
        .matcher(filter)
        .replaceAll(
            found -> {
              if (found.group(2) == null) {
                return java.util.regex.Matcher.quoteReplacement(found.group());
              }
              var before =
                  found.group().substring(0, found.group().length() - found.group(2).length() - 1);
              return java.util.regex.Matcher.quoteReplacement(
                  before
                      + literal(Optional.ofNullable(found.group(1)), found.group(2), parameters));
            });
  }

  private String literal(Optional<String> path, String name, Map<String, Object> parameters) {
    var place = "input#/parameters/" + name;
    if (!parameters.containsKey(name)) {
      throw new GiveUp(place + ": is missing, and the filter says :" + name + ". Map a value");
    }
    var value = parameters.get(name);
    if (value instanceof Map || value instanceof java.util.List) {
      throw new GiveUp(place + ": is no single value. Map a text, a number or true or false");
    }
    var values = new Values(metadata.protocol());
    return path.flatMap(this::typeOf)
        .map(kind -> values.literal(kind, value, place))
        .orElseGet(() -> values.literal(value));
  }

  private Optional<String> typeOf(String path) {
    var at = type;
    var steps = path.split("/");
    for (int index = 0; index < steps.length - 1; index++) {
      var navigation = at.navigations().get(steps[index]);
      var property = at.properties().get(steps[index]);
      var next = navigation != null ? navigation.type() : property != null ? property.type() : "";
      var found = metadata.type(next);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      at = found.get();
    }
    return Optional.ofNullable(at.properties().get(steps[steps.length - 1]))
        .map(property -> metadata.primitive(property.type()));
  }
}
