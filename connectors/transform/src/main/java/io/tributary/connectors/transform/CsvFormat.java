package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How a CSV file is written: RFC 4180, where the fields say nothing else.
 *
 * @param separator one character, or {@code tab}
 */
record CsvFormat(
    Optional<String> separator,
    Optional<String> quote,
    Optional<Boolean> header,
    Optional<String> charset) {

  char separatorCharacter() {
    var text = separator.filter(one -> !one.isEmpty()).orElse(",");
    return text.equals("tab") ? '\t' : character("separator", text);
  }

  char quoteCharacter() {
    char one = character("quote", quote.filter(text -> !text.isEmpty()).orElse("\""));
    if (one == separatorCharacter()) {
      throw new GiveUp("fields#/quote: is the separator as well. Change one of them");
    }
    return one;
  }

  boolean hasHeader() {
    return header.orElse(true);
  }

  Charset charsetOrUtf8() {
    return charset
        .filter(name -> !name.isBlank())
        .map(name -> Content.charset("fields#/charset", name))
        .orElse(StandardCharsets.UTF_8);
  }

  private static char character(String field, String text) {
    if (text.length() != 1 || text.charAt(0) == '\r' || text.charAt(0) == '\n') {
      throw new GiveUp("fields#/" + field + ": is not one character. Write one, such as ;");
    }
    return text.charAt(0);
  }
}
