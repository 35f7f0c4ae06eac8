package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What people choose in a step's fields. */
final class Chosen {
  private Chosen() {}

  static String needed(String field, Optional<String> value) {
    return Service.filled(value)
        .orElseThrow(() -> new GiveUp("fields#/" + field + ": is empty. Choose one"));
  }

  /** One of some words, the first where none was chosen. */
  static String word(String field, Optional<String> value, String usual, String... others) {
    var word = Service.filled(value).orElse(usual);
    if (!word.equals(usual) && !Set.of(others).contains(word)) {
      throw new GiveUp(
          "fields#/%s: is \"%s\". Use %s, or %s"
              .formatted(field, word, usual, String.join(", ", others)));
    }
    return word;
  }

  /** A list that was chosen, or a text with commas between; empty where there is none. */
  static Optional<String> list(String field, Optional<Object> value) {
    return Service.filled(
        value.map(
            chosen ->
                switch (chosen) {
                  case String text -> text;
                  case List<?> all ->
                      all.stream().map(String::valueOf).collect(Collectors.joining(","));
                  default ->
                      throw new GiveUp("fields#/" + field + ": is no list. Choose some, or none");
                }));
  }

  static int number(String field, Optional<Integer> value, int usual, int least, int most) {
    int number = value.orElse(usual);
    if (number < least || number > most) {
      throw new GiveUp("fields#/%s: is %d. Use %d to %,d".formatted(field, number, least, most));
    }
    return number;
  }
}
