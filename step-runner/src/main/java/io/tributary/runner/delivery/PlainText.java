package io.tributary.runner.delivery;

/** Makes a stranger's text harmless for a log, a header or a terminal. */
public final class PlainText {
  private PlainText() {}

  /** Control characters escaped, line ends and tabs too; longer text is cut and says so. */
  public static String of(String text, int atMost) {
    var plain = new StringBuilder(Math.min(text.length(), atMost) + 16);
    for (int i = 0; i < text.length(); i++) {
      if (plain.length() >= atMost) {
        return plain.append('…').toString();
      }
      char character = text.charAt(i);
      switch (character) {
        case '\n' -> plain.append("\\n");
        case '\r' -> plain.append("\\r");
        case '\t' -> plain.append("\\t");
        default -> {
          if (Character.isISOControl(character) || isDirectionMark(character)) {
            plain.append("\\u%04x".formatted((int) character));
          } else {
            plain.append(character);
          }
        }
      }
    }
    return plain.toString();
  }

  /** Marks that make a terminal show text in another order than it stands. */
  private static boolean isDirectionMark(char character) {
    return (character >= '\u202a' && character <= '\u202e')
        || (character >= '\u2066' && character <= '\u2069');
  }
}
