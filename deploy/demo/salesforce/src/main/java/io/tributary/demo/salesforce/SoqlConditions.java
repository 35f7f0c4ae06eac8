package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.Soql.Condition;
import io.tributary.demo.salesforce.Soql.Item;
import io.tributary.demo.salesforce.Soql.Literal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes tests and orders of records from the parts of a query, refusing types that do not fit. */
final class SoqlConditions {
  private final SoqlPaths paths;

  SoqlConditions(SoqlPaths paths) {
    this.paths = paths;
  }

  Predicate<Row> test(ObjectType type, Condition condition) {
    return switch (condition) {
      case Condition.And(var all) ->
          all.stream().map(one -> test(type, one)).reduce(_ -> true, Predicate::and);
      case Condition.Or(var any) ->
          any.stream().map(one -> test(type, one)).reduce(_ -> false, Predicate::or);
      case Condition.Not(var one) -> test(type, one).negate();
      case Condition.In(var path, var negated, var values) -> {
        var tests = values.stream().map(value -> compare(type, path, "=", value)).toList();
        Predicate<Row> any = row -> tests.stream().anyMatch(test -> test.test(row));
        yield negated ? any.negate() : any;
      }
      case Condition.Compare(var path, var operator, var value) ->
          compare(type, path, operator, value);
    };
  }

  Comparator<Row> order(ObjectType type, List<Soql.Order> order) {
    Comparator<Row> whole = (_, _) -> 0;
    for (var each : order) {
      var reached = paths.reach(type, each.path());
      var rising = rising(reached.field());
      var values = each.descending() ? rising.reversed() : rising;
      whole =
          whole.thenComparing(
              reached::value,
              each.nullsLast() ? Comparator.nullsLast(values) : Comparator.nullsFirst(values));
    }
    return whole;
  }

  private static Comparator<Object> rising(Field field) {
    boolean isId = field.type() == Field.Type.ID || field.type() == Field.Type.REFERENCE;
    return isId
        ? Comparator.comparing(value -> (String) value)
        : (one, other) -> compared(one, other);
  }

  private Predicate<Row> compare(
      ObjectType type, Item.Path path, String operator, Literal literal) {
    var reached = paths.reach(type, path);
    if (literal instanceof Literal.Null) {
      return switch (operator) {
        case "=" -> row -> reached.value(row) == null;
        case "!=" -> row -> reached.value(row) != null;
        default -> throw unfit(reached.field(), "null cannot be compared by " + operator);
      };
    }
    if (operator.equals("LIKE")) {
      var like = like(reached.field(), literal);
      return row -> reached.value(row) instanceof String text && like.matcher(text).matches();
    }
    if (literal instanceof Literal.Days(var from, var before)) {
      return days(reached, operator, from, before);
    }
    var value = value(reached.field(), literal);
    if (value instanceof Boolean && !operator.equals("=") && !operator.equals("!=")) {
      throw unfit(reached.field(), "a boolean cannot be compared by " + operator);
    }
    return row -> holds(operator, reached.value(row), value);
  }

  private static boolean holds(String operator, Object mine, Object value) {
    if (mine == null) {
      return operator.equals("!=");
    }
    int sign = compared(mine, value);
    return switch (operator) {
      case "=" -> sign == 0;
      case "!=" -> sign != 0;
      case "<" -> sign < 0;
      case ">" -> sign > 0;
      case "<=" -> sign <= 0;
      case ">=" -> sign >= 0;
      default -> throw new IllegalStateException(operator);
    };
  }

  private static Predicate<Row> days(
      SoqlPaths.Reached reached, String operator, LocalDate from, LocalDate before) {
    if (reached.field().type() != Field.Type.DATE
        && reached.field().type() != Field.Type.DATETIME) {
      throw unfit(reached.field(), "it is no date");
    }
    return row -> {
      var value = reached.value(row);
      if (value == null) {
        return operator.equals("!=");
      }
      var day =
          value instanceof Instant instant
              ? LocalDate.ofInstant(instant, ZoneOffset.UTC)
              : (LocalDate) value;
      boolean early = day.isBefore(from);
      boolean late = !day.isBefore(before);
      return switch (operator) {
        case "=" -> !early && !late;
        case "!=" -> early || late;
        case "<" -> early;
        case ">" -> late;
        case "<=" -> !late;
        default -> !early;
      };
    };
  }

  private static Object value(Field field, Literal literal) {
    return switch (literal) {
      case Literal.Text(var text) when field.type().isText() -> text(field, text);
      case Literal.Number(var number) when field.type().isNumber() -> number;
      case Literal.Bool(var bool) when field.type() == Field.Type.BOOLEAN -> bool;
      case Literal.DateTime(var instant) when field.type() == Field.Type.DATETIME -> instant;
      case Literal.Date(var date) when field.type() == Field.Type.DATE -> date;
      case Literal.Date(var date) when field.type() == Field.Type.DATETIME ->
          throw unfit(field, "a date without a time: " + date);
      default -> throw unfit(field, "the value is of another type");
    };
  }

  private static Object text(Field field, String text) {
    if (field.type() != Field.Type.ID && field.type() != Field.Type.REFERENCE) {
      return text.replace("\\_", "_").replace("\\%", "%");
    }
    return new Id(
        Ids.parsed(text)
            .orElseThrow(
                () ->
                    new Problem(
                        400, "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + text)));
  }

  private static Pattern like(Field field, Literal literal) {
    if (!(literal instanceof Literal.Text(var text)) || !field.type().isText()) {
      throw unfit(field, "LIKE compares texts");
    }
    var pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\\' && i + 1 < text.length()) {
        pattern.append(Pattern.quote(String.valueOf(text.charAt(++i))));
      } else if (letter == '%') {
        pattern.append(".*");
      } else {
        pattern.append(letter == '_' ? "." : Pattern.quote(String.valueOf(letter)));
      }
    }
    return Pattern.compile(
        pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  /** Compared with regard to case, where other texts are not. */
  private record Id(String text) {}

  private static int compared(Object one, Object other) {
    return switch (other) {
      case Id(var id) -> ((String) one).compareTo(id);
      case String text ->
          ((String) one).toLowerCase(Locale.ROOT).compareTo(text.toLowerCase(Locale.ROOT));
      case BigDecimal number -> decimal(one).compareTo(number);
      case Integer number -> decimal(one).compareTo(BigDecimal.valueOf(number));
      case Boolean bool -> ((Boolean) one).compareTo(bool);
      case Instant instant -> ((Instant) one).compareTo(instant);
      case LocalDate date -> ((LocalDate) one).compareTo(date);
      default -> throw new IllegalStateException("cannot compare " + other.getClass());
    };
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof Integer whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
  }

  private static Problem unfit(Field field, String why) {
    return Problem.invalidField(
        "filter criterion of field '%s' must be of type %s: %s"
            .formatted(field.name(), field.type().name().toLowerCase(Locale.ROOT), why));
  }
}
