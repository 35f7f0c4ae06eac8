package io.tributary.connectors.sap;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A filter as a service reads it: comparisons with and, or and brackets. Strict about literals. */
final class Condition {
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(\\(|\\)|(?:[a-z]+)?'(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_]*|[0-9:.TZ+-]+[MLdf]?)");

  private final Protocol protocol;
  private final Matcher words;
  private String word;

  private Condition(Protocol protocol, String text) {
    this.protocol = protocol;
    this.words = WORD.matcher(text);
    next();
  }

  static Predicate<Map<String, Object>> of(Protocol protocol, String text) {
    var condition = new Condition(protocol, text);
    var whole = condition.or();
    if (!condition.word.isEmpty()) {
      throw new Store.Refused(400, "BAD_FILTER", "unexpected " + condition.word, "");
    }
    return whole;
  }

  private void next() {
    word = words.find() ? words.group(1) : "";
  }

  private Predicate<Map<String, Object>> or() {
    var left = and();
    while (word.equals("or")) {
      next();
      left = left.or(and());
    }
    return left;
  }

  private Predicate<Map<String, Object>> and() {
    var left = one();
    while (word.equals("and")) {
      next();
      left = left.and(one());
    }
    return left;
  }

  private Predicate<Map<String, Object>> one() {
    if (word.equals("(")) {
      next();
      var inner = or();
      next();
      return inner;
    }
    var property = word;
    next();
    var operator = word;
    next();
    var wanted = literal(protocol, word);
    next();
    return row -> holds(compared(row.get(property), wanted, property), operator);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compared(Object value, Object wanted, String property) {
    if (value == null || value.getClass() != wanted.getClass()) {
      throw new Store.Refused(400, "TYPE", "types do not fit: " + value + ", " + wanted, property);
    }
    return ((Comparable) value).compareTo(wanted);
  }

  private static boolean holds(int compared, String operator) {
    return switch (operator) {
      case "eq" -> compared == 0;
      case "ne" -> compared != 0;
      case "gt" -> compared > 0;
      case "ge" -> compared >= 0;
      case "lt" -> compared < 0;
      case "le" -> compared <= 0;
      default -> throw new Store.Refused(400, "BAD_FILTER", "no operator: " + operator, "");
    };
  }

  /** A literal of that version, and of no other. */
  static Object literal(Protocol protocol, String text) {
    boolean isV2 = protocol == Protocol.V2;
    if (text.matches("(?s)'.*'")) {
      return text.substring(1, text.length() - 1).replace("''", "'");
    }
    if (isV2 && text.matches("datetime'.*'")) {
      return LocalDateTime.parse(text.substring(9, text.length() - 1)).toInstant(ZoneOffset.UTC);
    }
    if (!isV2 && text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")) {
      return Instant.parse(text);
    }
    if (!isV2 && text.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return LocalDate.parse(text);
    }
    if (text.matches("-?\\d+")) {
      return Integer.valueOf(text);
    }
    if (text.matches(isV2 ? "-?[0-9.]+[Mm]" : "-?[0-9.]+")) {
      return new BigDecimal(text.replaceAll("[Mm]$", ""));
    }
    throw new Store.Refused(400, "BAD_LITERAL", "no literal of " + protocol + ": " + text, "");
  }
}
