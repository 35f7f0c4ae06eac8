package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Queries with values put in, so that no value can become a part of the query. */
final class SoqlText {
  /** The longest address that the API takes has 16,384 bytes, host and escapes counted. */
  private static final int LONGEST_ADDRESS = 16_000;

  private static final Pattern PARTS =
      Pattern.compile("'(?:[^'\\\\]++|\\\\.)*+'|:(@?)([A-Za-z][A-Za-z0-9_]*)|[0-9T]+:[0-9:]+");
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:?[0-9]{2}))?");

  private SoqlText() {}

  /** Fills in {@code :name}, and {@code :@name} for dates; texts in quotes stay as they are. */
  static String filled(String soql, Map<String, Object> parameters) {
    var matcher = PARTS.matcher(soql);
    var text = new StringBuilder();
    while (matcher.find()) {
      // LAST_N_DAYS:7 is no parameter, and neither is 22:00:00.
      if (matcher.group(2) == null) {
        matcher.appendReplacement(text, Matcher.quoteReplacement(matcher.group()));
        continue;
      }
      var name = matcher.group(2);
      if (!parameters.containsKey(name)) {
        throw new GiveUp(
            "input#/parameters/%s: is missing, and the query has :%s. Map a value to it"
                .formatted(name, name));
      }
      var literal =
          matcher.group(1).isEmpty()
              ? literal(name, parameters.get(name))
              : date(name, parameters.get(name));
      matcher.appendReplacement(text, Matcher.quoteReplacement(literal));
    }
    return matcher.appendTail(text).toString();
  }

  static String quoted(String text) {
    return "'"
        + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
        + "'";
  }

  /** The address of a query's first page. */
  static Call query(String resource, String soql, String place) {
    var path = resource + "?q=" + Call.segment(soql).replace("%20", "+");
    if (path.length() > LONGEST_ADDRESS) {
      throw new GiveUp(
          "%s: the query takes %d bytes of an address, and Salesforce takes 16,000. Name the fields"
                  .formatted(place, path.length())
              + " you need instead of all, or use bulkQuery");
    }
    return Call.get(path);
  }

  private static String literal(String name, Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case Boolean bool -> bool.toString();
      case Number number -> new java.math.BigDecimal(number.toString()).toPlainString();
      case List<?> list when !list.isEmpty() ->
          list.stream()
              .map(each -> literal(name, each))
              .collect(Collectors.joining(", ", "(", ")"));
      default ->
          throw new GiveUp(
              "input#/parameters/%s: is no value for a query. Give a text, number, boolean, null or a list of them"
                  .formatted(name));
    };
  }

  private static String date(String name, Object value) {
    if (value instanceof String text && DATE.matcher(text).matches()) {
      return text;
    }
    throw new GiveUp(
        "input#/parameters/%s: is no date. Write 2026-11-27 or 2026-11-27T22:00:00Z"
            .formatted(name));
  }
}
