package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is done to texts, each in one pass over it. */
final class Texts {
  private Texts() {}

  static Object changed(String place, Object value, List<String> changes) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw FormatRule.doesNotFit(place, value, "text", null);
    }
    for (var change : changes) {
      text = changed(text, change);
    }
    return text;
  }

  private static String changed(String text, String change) {
    return switch (change) {
      case "trim" -> text.strip();
      case "squeeze" -> words(text, ' ');
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "title" -> title(text);
      case "nfc" -> Normalizer.normalize(text, Normalizer.Form.NFC);
      case "plain" -> plain(text);
      case "digits" -> kept(text, Character::isDigit);
      case "slug" -> slug(text);
      default ->
          throw new GiveUp(
              "fields#/rules: \"%s\" is unknown. Use trim, squeeze, upper, lower, title, nfc, plain,"
                      .formatted(change)
                  + " digits or slug");
    };
  }

  private static String words(String text, char between) {
    return text.strip()
        .codePoints()
        .collect(
            StringBuilder::new,
            (squeezed, one) -> {
              boolean space = Character.isWhitespace(one) || Character.isSpaceChar(one);
              if (!space) {
                squeezed.appendCodePoint(one);
              } else if (squeezed.charAt(squeezed.length() - 1) != between) {
                squeezed.append(between);
              }
            },
            StringBuilder::append)
        .toString();
  }

  private static String title(String text) {
    var titled = new StringBuilder();
    boolean inWord = false;
    for (int one : text.codePoints().toArray()) {
      titled.appendCodePoint(inWord ? Character.toLowerCase(one) : Character.toTitleCase(one));
      inWord = Character.isLetterOrDigit(one) || one == '\'';
    }
    return titled.toString();
  }

  /** Without accents and the like; what has no plain letter stays. */
  private static String plain(String text) {
    return kept(
            Normalizer.normalize(text, Normalizer.Form.NFKD),
            one -> Character.getType(one) != Character.NON_SPACING_MARK)
        .replace("ß", "ss")
        .replace("æ", "ae")
        .replace("Æ", "AE")
        .replace("ø", "o")
        .replace("Ø", "O")
        .replace("ł", "l")
        .replace("Ł", "L");
  }

  private static String slug(String text) {
    var spaced =
        plain(text)
            .toLowerCase(Locale.ROOT)
            .codePoints()
            .map(one -> one < 0x80 && Character.isLetterOrDigit(one) ? one : ' ')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    return words(spaced, '-');
  }

  private static String kept(String text, java.util.function.IntPredicate wanted) {
    return text.codePoints()
        .filter(wanted)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
