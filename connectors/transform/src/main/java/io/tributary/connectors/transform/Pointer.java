package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON pointer (RFC 6901) into a value. */
record Pointer(String text, List<String> names) {
  private static final int DEEPEST = 50;

  /**
   * Reads one.
   *
   * @param place of the field that it was written in
   */
  static Pointer of(String place, String text) {
    if (!text.isEmpty() && !text.startsWith("/")) {
      throw new GiveUp(place + ": is no JSON pointer. Begin it with /, as in /customer/id");
    }
    var names =
        Arrays.stream(text.split("/", -1))
            .skip(1)
            .map(name -> name.replace("~1", "/").replace("~0", "~"))
            .toList();
    if (names.size() > DEEPEST) {
      throw new GiveUp(place + ": goes deeper than " + DEEPEST + " levels. Shorten it");
    }
    return new Pointer(text, names);
  }

  /** Empty where there is nothing, or null. */
  Optional<Object> in(Object value) {
    var found = value;
    for (var name : names) {
      found =
          switch (found) {
            case Map<?, ?> map -> map.get(name);
            case List<?> list -> element(list, name);
            case null, default -> null;
          };
    }
    return Optional.ofNullable(found);
  }

  /**
   * An order key: a text or a number.
   *
   * @param whole names the value in a refusal
   */
  String keyIn(Object value, String whole) {
    return switch (in(value).orElse(null)) {
      case String key when !key.isEmpty() -> key;
      case Number key -> key.toString();
      case null, default ->
          throw new GiveUp(
              whole + text + ": is no text or number. Choose another key, or give it a value");
    };
  }

  private static Object element(List<?> list, String name) {
    try {
      int index = Integer.parseInt(name);
      return index >= 0 && index < list.size() ? list.get(index) : null;
    } catch (NumberFormatException noIndex) {
      return null;
    }
  }
}
