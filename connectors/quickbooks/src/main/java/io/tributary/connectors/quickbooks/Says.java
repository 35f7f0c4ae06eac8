package io.tributary.connectors.quickbooks;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Whether an object already says what a change wants. */
final class Says {
  private Says() {}

  /** Members that nobody asked about do not count; numbers are compared by their value. */
  static boolean says(JsonNode now, JsonNode wanted) {
    if (wanted.isNull()) {
      return now.isMissingNode() || now.isNull();
    }
    if (wanted.isObject()) {
      return now.isObject()
          && wanted
              .propertyStream()
              .allMatch(each -> says(now.path(each.getKey()), each.getValue()));
    }
    if (wanted.isArray()) {
      return now.isArray() && saysEach(given(now), given(wanted));
    }
    if (wanted.isNumber() && now.isNumber()) {
      return wanted.decimalValue().compareTo(now.decimalValue()) == 0;
    }
    return now.asString("").equals(wanted.asString(""));
  }

  private static boolean saysEach(List<JsonNode> now, List<JsonNode> wanted) {
    return now.size() == wanted.size()
        && IntStream.range(0, now.size()).allMatch(i -> says(now.get(i), wanted.get(i)));
  }

  /** Without the line that the service adds to those that were given. */
  private static List<JsonNode> given(JsonNode list) {
    return list.valueStream()
        .filter(each -> !each.path("DetailType").asString("").equals("SubTotalLineDetail"))
        .toList();
  }
}
