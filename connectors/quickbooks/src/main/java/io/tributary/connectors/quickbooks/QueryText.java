package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Queries with values put in, so that no value can become a part of the query. */
final class QueryText {
  /** Without it a query finds only active names. */
  static final String ALSO_INACTIVE = "Active IN (true, false)";

  private static final Pattern PARTS =
      Pattern.compile("'(?:[^'\\\\]++|\\\\.)*+'|:([A-Za-z][A-Za-z0-9_]*)", Pattern.DOTALL);
  private static final Pattern PAGING =
      Pattern.compile("\\b(STARTPOSITION|MAXRESULTS)\\b", Pattern.CASE_INSENSITIVE);

  private QueryText() {}

  /** Fills in {@code :name}; texts in quotes stay as they are. */
  static String filled(String query, Map<String, Object> parameters) {
    return PARTS
        .matcher(query)
        .replaceAll(
            part ->
                Matcher.quoteReplacement(
                    part.group(1) == null ? part.group() : literal(part.group(1), parameters)));
  }

  /** Refuses what would compete with the pages that are asked for one after the other. */
  static void checkPaging(String place, String query) {
    if (PAGING.matcher(PARTS.matcher(query).replaceAll("''")).find()) {
      throw new GiveUp(
          place + ": has STARTPOSITION or MAXRESULTS. Leave them out: all pages are read");
    }
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String literal(String name, Map<String, Object> parameters) {
    if (!parameters.containsKey(name)) {
      throw new GiveUp(
          "input#/parameters/%s: is missing, and the query has :%s. Map a value to it"
              .formatted(name, name));
    }
    return literal(name, parameters.get(name));
  }

  private static String literal(String name, Object value) {
    return switch (value) {
      case String text -> quoted(text);
      case Boolean bool -> bool.toString();
      case Number number -> quoted(new BigDecimal(number.toString()).toPlainString());
      case List<?> list when !list.isEmpty() ->
          list.stream()
              .map(each -> literal(name, each))
              .collect(Collectors.joining(", ", "(", ")"));
      case null, default ->
          throw new GiveUp(
              "input#/parameters/%s: is no value for a query. Give a text, number, boolean or a list of them"
                  .formatted(name));
    };
  }
}
