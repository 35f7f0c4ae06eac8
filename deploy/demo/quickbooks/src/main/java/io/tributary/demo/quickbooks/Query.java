package io.tributary.demo.quickbooks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A query that was read: no OR, no joins, no projections, one property to sort by.
 *
 * @param start the first object's place, from 1 on
 */
record Query(
    EntityType type,
    boolean count,
    List<Condition> conditions,
    Optional<String> orderBy,
    boolean descending,
    int start,
    int most) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final Set<String> OPERATORS = Set.of("=", "<", ">", "<=", ">=", "IN", "LIKE");

  /** A property, and what it must be. */
  record Condition(String property, String operator, List<String> values)
      implements Predicate<Row> {
    @Override
    public boolean test(Row row) {
      var node = row.at(property);
      return switch (operator) {
        case "IN" -> values.stream().anyMatch(value -> compare(node, value) == 0);
        case "LIKE" -> like(values.getFirst()).matcher(node.asString("")).matches();
        case "=" -> compare(node, values.getFirst()) == 0;
        case "<" -> isThere(node) && compare(node, values.getFirst()) < 0;
        case ">" -> isThere(node) && compare(node, values.getFirst()) > 0;
        case "<=" -> isThere(node) && compare(node, values.getFirst()) <= 0;
        default -> isThere(node) && compare(node, values.getFirst()) >= 0;
      };
    }

    private static boolean isThere(JsonNode node) {
      return !node.asString("").isEmpty();
    }

    private int compare(JsonNode node, String value) {
      if (property.toLowerCase(java.util.Locale.ROOT).startsWith("metadata.")) {
        return Times.parsed(node.asString())
            .orElseThrow()
            .compareTo(
                Times.parsed(value)
                    .orElseThrow(() -> Problem.property("value %s is no date".formatted(value))));
      }
      return Query.compare(node.asString(""), value);
    }

    private static Pattern like(String text) {
      var pattern =
          java.util.Arrays.stream(text.split("%", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*"));
      return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
  }

  static Query parse(Company company, String text) {
    var tokens = new QueryTokens(text);
    tokens.expect("SELECT");
    boolean count = select(tokens);
    tokens.expect("FROM");
    var name = tokens.take();
    var type =
        company
            .type(name)
            .orElseThrow(() -> Problem.property("Invalid context declaration: %s".formatted(name)));
    var conditions = new ArrayList<Condition>();
    if (tokens.takeIf("WHERE")) {
      do {
        conditions.add(condition(type, tokens));
      } while (tokens.takeIf("AND"));
    }
    var orderBy = Optional.<String>empty();
    boolean descending = false;
    if (tokens.takeIf("ORDERBY")) {
      orderBy = Optional.of(property(type, tokens.take()));
      descending = tokens.takeIf("DESC");
      if (!descending) {
        tokens.takeIf("ASC");
      }
    }
    int start = tokens.takeIf("STARTPOSITION") ? tokens.number() : 1;
    int most = tokens.takeIf("MAXRESULTS") ? tokens.number() : USUAL;
    if (!tokens.peek().isEmpty()) {
      throw Problem.query("Encountered \"%s\"".formatted(tokens.peek()));
    }
    if (start < 1 || most > MOST) {
      throw Problem.property(
          "value %d is out of range: STARTPOSITION is 1 or more, MAXRESULTS at most 1000"
              .formatted(start < 1 ? start : most));
    }
    return new Query(type, count, List.copyOf(conditions), orderBy, descending, start, most);
  }

  private static boolean select(QueryTokens tokens) {
    if (tokens.takeIf("*")) {
      return false;
    }
    if (tokens.takeIf("COUNT")) {
      tokens.expect("(");
      tokens.expect("*");
      tokens.expect(")");
      return true;
    }
    // Names of properties are read and passed over: the service shows whole objects.
    do {
      tokens.take();
    } while (tokens.takeIf(","));
    return false;
  }

  private static Condition condition(EntityType type, QueryTokens tokens) {
    var property = property(type, tokens.take());
    var operator = tokens.take().toUpperCase(java.util.Locale.ROOT);
    if (!OPERATORS.contains(operator)) {
      throw Problem.query("Encountered \"%s\". Was expecting an operator".formatted(operator));
    }
    var values = new ArrayList<String>();
    if (operator.equals("IN")) {
      tokens.expect("(");
      do {
        values.add(value(tokens.take()));
      } while (tokens.takeIf(","));
      tokens.expect(")");
    } else {
      values.add(value(tokens.take()));
    }
    return new Condition(property, operator, values);
  }

  private static String property(EntityType type, String name) {
    var first = name.split("\\.")[0];
    boolean isKnown =
        EntityType.COMMON.stream().anyMatch(first::equalsIgnoreCase)
            || type.fields().keySet().stream().anyMatch(first::equalsIgnoreCase);
    if (!isKnown) {
      throw Problem.property("Property %s not found for Entity %s".formatted(name, type.name()));
    }
    if (type.fields().entrySet().stream()
        .anyMatch(
            each ->
                each.getKey().equalsIgnoreCase(first)
                    && each.getValue() == EntityType.Holds.ARRAY)) {
      throw Problem.property("property '%s' is not queryable".formatted(name));
    }
    return name;
  }

  private static String value(String token) {
    if (token.startsWith("'")) {
      return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    if (!token.matches("[A-Za-z0-9_.+:-]+")) {
      throw Problem.query("Encountered \"%s\". Was expecting a value".formatted(token));
    }
    return token;
  }

  /** All that fit, in order; names that are inactive only where they are asked for. */
  List<Row> found(Company company) {
    boolean asksForActive =
        conditions.stream().anyMatch(each -> each.property().equalsIgnoreCase("Active"));
    var found =
        new ArrayList<>(
            company.rows(type).stream()
                .filter(row -> !type.isName() || asksForActive || row.isActive())
                .filter(row -> conditions.stream().allMatch(each -> each.test(row)))
                .toList());
    orderBy.ifPresent(
        property -> {
          Comparator<Row> order =
              (one, other) ->
                  compare(one.at(property).asString(""), other.at(property).asString(""));
          if (property.equalsIgnoreCase("MetaData.LastUpdatedTime")) {
            order = Comparator.comparing(Row::updated);
          }
          found.sort(descending ? order.reversed() : order);
        });
    return found;
  }

  static int compare(String one, String other) {
    var number = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");
    if (number.matcher(one).matches() && number.matcher(other).matches()) {
      return new BigDecimal(one).compareTo(new BigDecimal(other));
    }
    return one.compareToIgnoreCase(other);
  }
}
