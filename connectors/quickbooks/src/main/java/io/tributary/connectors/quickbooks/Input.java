package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a flow's author maps: an object with its id and, where it matters, its version. */
final class Input {
  private Input() {}

  static String id(Map<String, Object> input) {
    return text(input, "Id")
        .orElseThrow(
            () ->
                new GiveUp(
                    "input#/Id: has no value, and tells which object is meant. Map one to it"));
  }

  static Optional<String> syncToken(Map<String, Object> input) {
    return text(input, "SyncToken");
  }

  /** The fields that are to change. */
  static Map<String, Object> changes(Map<String, Object> input) {
    var changes = new LinkedHashMap<>(input);
    changes.remove("Id");
    changes.remove("SyncToken");
    changes.remove("sparse");
    changes.remove("MetaData");
    changes.remove("domain");
    if (changes.isEmpty()) {
      throw new GiveUp("input#: has no field to change. Map one beside Id");
    }
    return changes;
  }

  static Optional<String> text(Map<String, Object> input, String field) {
    var value = input.get(field);
    boolean isPlain = value instanceof String || value instanceof Number;
    return isPlain && !value.toString().isBlank()
        ? Optional.of(value.toString().strip())
        : Optional.empty();
  }
}
