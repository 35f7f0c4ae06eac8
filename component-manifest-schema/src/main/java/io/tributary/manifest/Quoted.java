package io.tributary.manifest;

/** Shows a stranger's text inside a message: shortened, and with nothing a terminal would obey. */
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  static String of(String text) {
    return '"' + plain(text, LONGEST) + '"';
  }

  static String plain(String text, int longest) {
    var shown = new StringBuilder();
    text.codePoints().limit(longest).forEach(point -> append(shown, point));
    if (text.codePointCount(0, text.length()) > longest) {
      shown.append('…');
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    // Format characters hide or reorder text (bidi overrides, zero-width), controls steer
    // terminals.
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          shown.append(String.format("\\u%04x", point));
      default -> shown.appendCodePoint(point);
    }
  }
}
