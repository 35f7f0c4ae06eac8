package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads and writes numbers with the characters that the rule names; the runtime of steps knows no
 * language but English.
 */
record Numbers(
    char decimal,
    Optional<Character> grouping,
    Optional<Integer> decimals,
    RoundingMode rounding,
    String pattern) {
  private static final int LONGEST = 100;
  private static final int MOST_DECIMALS = 100;

  static Numbers of(FormatRule rule) {
    char decimal = character(rule.decimal().orElse("."));
    var grouping = rule.grouping().filter(text -> !text.isEmpty()).map(Numbers::character);
    if (grouping.filter(one -> one == decimal).isPresent()) {
      throw new GiveUp("fields#/rules: decimal and grouping are the same. Change one of them");
    }
    if (rule.decimals().filter(one -> one < 0 || one > MOST_DECIMALS).isPresent()) {
      throw new GiveUp("fields#/rules: decimals is not 0 to " + MOST_DECIMALS + ". Change it");
    }
    return new Numbers(
        decimal,
        grouping,
        rule.decimals(),
        rounding(rule.rounding().orElse("half-even")),
        rule.to().orElse(grouping.isPresent() ? "#,##0.###" : "0.###"));
  }

  Object number(String place, Object value) {
    return value == null ? null : rounded(parsed(place, value));
  }

  Object text(String place, Object value) {
    if (value == null) {
      return null;
    }
    var format = format(pattern);
    format.setRoundingMode(rounding);
    decimals.ifPresent(
        count -> {
          format.setMinimumFractionDigits(count);
          format.setMaximumFractionDigits(count);
        });
    // The separators are those of what is written; a text is read as JSON writes numbers.
    return format.format(exact(place, value));
  }

  private BigDecimal parsed(String place, Object value) {
    if (value instanceof Number) {
      return exact(place, value);
    }
    var text = String.valueOf(value).strip();
    var format = format("#,##0.#");
    format.setGroupingUsed(grouping.isPresent());
    format.setParseBigDecimal(true);
    format.setStrict(true);
    var position = new ParsePosition(0);
    var plain = text.startsWith("+") ? text.substring(1) : text;
    var number = plain.length() > LONGEST ? null : format.parse(plain, position);
    if (!(number instanceof BigDecimal decimalNumber) || position.getIndex() < plain.length()) {
      throw FormatRule.doesNotFit(place, value, "number", null);
    }
    return decimalNumber;
  }

  private static BigDecimal exact(String place, Object value) {
    var text = value.toString();
    if (text.length() > LONGEST) {
      throw FormatRule.doesNotFit(place, value, "number of up to " + LONGEST + " digits", null);
    }
    var number = plain(place, text);
    if (Math.abs((long) number.scale()) > LONGEST * 4) {
      throw FormatRule.doesNotFit(place, value, "number of usual size", null);
    }
    return number;
  }

  private static BigDecimal plain(String place, String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException failure) {
      throw FormatRule.doesNotFit(place, text, "number", failure);
    }
  }

  private BigDecimal rounded(BigDecimal number) {
    var rounded = decimals.isPresent() ? number.setScale(decimals.get(), rounding) : number;
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  private DecimalFormat format(String text) {
    var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setDecimalSeparator(decimal);
    grouping.ifPresent(symbols::setGroupingSeparator);
    try {
      return new DecimalFormat(text, symbols);
    } catch (IllegalArgumentException broken) {
      throw new GiveUp(
          "fields#/rules: \"%s\" is no pattern of a number. Write it as in #,##0.00"
              .formatted(text),
          broken);
    }
  }

  private static char character(String text) {
    if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0)) || "+-".contains(text)) {
      throw new GiveUp("fields#/rules: \"" + text + "\" is no separator. Write one character");
    }
    return text.charAt(0);
  }

  private static RoundingMode rounding(String name) {
    try {
      return RoundingMode.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw new GiveUp(
          "fields#/rules: rounding \"" + name + "\" is unknown. Use half-even, half-up, up or down",
          unknown);
    }
  }
}
