package io.tributary.connectors.quickbooks;

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
          && wanted.propertyStream()
              .allMatch(each -> says(now.path(each.getKey()), each.getValue()));
    }
    if (wanted.isArray()) {
      return now.isArray() && now.size() >= wanted.size() && saysEach(now, wanted);
    }
    if (wanted.isNumber() && now.isNumber()) {
      return wanted.decimalValue().compareTo(now.decimalValue()) == 0;
    }
    return now.asString("").equals(wanted.asString(""));
  }

  private static boolean saysEach(JsonNode now, JsonNode wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!says(now.path(i), wanted.path(i))) {
        return false;
      }
    }
    return true;
  }
}
