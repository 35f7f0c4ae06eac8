package io.tributary.connectors.cms;

import java.util.LinkedHashMap;
import java.util.Map;

/** Parameters such as {@code filters[$and][0][id][$gt]}, and the filters that they make. */
final class Brackets {
  private Brackets() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> parsed(Map<String, String> query) {
    var tree = new LinkedHashMap<String, Object>();
    query.forEach(
        (name, value) -> {
          var parts = name.replace("]", "").split("\\[");
          Map<String, Object> at = tree;
          for (int i = 0; i < parts.length - 1; i++) {
            at =
                (Map<String, Object>)
                    at.computeIfAbsent(parts[i], _ -> new LinkedHashMap<String, Object>());
          }
          at.put(parts[parts.length - 1], value);
        });
    return tree;
  }

  /** All of the conditions of one level have to hold. */
  static boolean matches(Object filter, Map<String, Object> facts) {
    if (!(filter instanceof Map<?, ?> conditions)) {
      return true;
    }
    return conditions.entrySet().stream()
        .allMatch(
            one -> {
              var values = (Map<?, ?>) one.getValue();
              return switch (String.valueOf(one.getKey())) {
                case "$and" -> values.values().stream().allMatch(part -> matches(part, facts));
                case "$or" -> values.values().stream().anyMatch(part -> matches(part, facts));
                case String field ->
                    values.entrySet().stream()
                        .allMatch(test -> holds(facts.get(field), test.getKey(), test.getValue()));
              };
            });
  }

  private static boolean holds(Object value, Object operator, Object wanted) {
    if (value == null) {
      return false;
    }
    int order =
        value instanceof Long number
            ? number.compareTo(Long.valueOf(wanted.toString()))
            : value.toString().compareTo(wanted.toString());
    return switch (operator.toString()) {
      case "$eq" -> order == 0;
      case "$gt" -> order > 0;
      case "$gte" -> order >= 0;
      case "$lt" -> order < 0;
      default -> throw new IllegalArgumentException("unknown operator " + operator);
    };
  }
}
