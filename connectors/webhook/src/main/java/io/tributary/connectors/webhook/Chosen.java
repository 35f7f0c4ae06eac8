package io.tributary.connectors.webhook;

import io.tributary.sdk.GiveUp;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of several words; what a form leaves empty is what is usual. */
final class Chosen {
  private Chosen() {}

  static <E extends Enum<E>> E of(String place, Optional<String> text, Class<E> type, E usual) {
    var word = text.map(String::strip).orElse("");
    if (word.isEmpty()) {
      return usual;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() -> new GiveUp(place + ": is unknown. Use " + words(type)));
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(one -> one.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
