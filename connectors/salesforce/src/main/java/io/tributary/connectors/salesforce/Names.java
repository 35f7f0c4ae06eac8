package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of objects and fields, which go into queries and addresses as they are. */
final class Names {
  private static final String WORD = "[A-Za-z][A-Za-z0-9_]{0,79}";
  private static final Pattern OBJECT = Pattern.compile(WORD);
  private static final Pattern FIELD = Pattern.compile(WORD + "(\\." + WORD + "){0,5}");

  private Names() {}

  static String object(Optional<String> text) {
    var name = text.map(String::strip).orElse("");
    if (!OBJECT.matcher(name).matches()) {
      throw new GiveUp(
          "fields#/object: \"" + name + "\" is no object. Choose one, such as Account");
    }
    return name;
  }

  static String field(String place, String text) {
    var name = text.strip();
    if (!FIELD.matcher(name).matches()) {
      throw new GiveUp(
          "%s: \"%s\" is no field. Write one such as External_Id__c".formatted(place, name));
    }
    return name;
  }

  /** Names with commas between; empty where there are none. */
  static List<String> fields(String place, Optional<String> text) {
    return Stream.of(text.orElse("").split(","))
        .filter(name -> !name.isBlank())
        .map(name -> field(place, name))
        .toList();
  }
}
