package io.tributary.demo.salesforce;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads values of fields from JSON, and refuses those that do not fit. */
final class Values {
  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s,;<>()]+@[^@\\s,;<>().]+(\\.[^@\\s,;<>().]+)+");

  private final Org org;

  Values(Org org) {
    this.org = org;
  }

  /** Null where the node is null or the text is empty: both clear a field. */
  Object value(Field field, JsonNode node) {
    if (node.isNull() || (node.isString() && node.stringValue().isEmpty())) {
      return null;
    }
    if (node.isContainer()) {
      throw unreadable(field, node);
    }
    return switch (field.type()) {
      case BOOLEAN -> bool(field, node);
      case INT -> number(field, node).setScale(0, java.math.RoundingMode.HALF_UP).intValue();
      case DOUBLE, CURRENCY, PERCENT -> number(field, node);
      case DATE -> date(field, node);
      case DATETIME -> Times.parsed(node.asString()).orElseThrow(() -> unreadable(field, node));
      case REFERENCE -> reference(field, node.asString());
      default -> text(field, node.asString());
    };
  }

  private String text(Field field, String text) {
    // The service takes white space away around a text, and what is left may be nothing.
    var value = text.strip();
    if (value.isEmpty()) {
      return null;
    }
    if (value.length() > field.length()) {
      throw new Problem(
          400,
          "STRING_TOO_LONG",
          "%s: data value too large: %s (max length=%d)"
              .formatted(field.label(), shortened(value), field.length()),
          List.of(field.name()));
    }
    if (field.type() == Field.Type.EMAIL && !EMAIL.matcher(value).matches()) {
      throw new Problem(
          400,
          "INVALID_EMAIL_ADDRESS",
          "%s: invalid email address: %s".formatted(field.label(), value),
          List.of(field.name()));
    }
    if (field.restricted() && field.picklist().stream().noneMatch(value::equals)) {
      throw new Problem(
          400,
          "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
          "%s: bad value for restricted picklist field: %s".formatted(field.label(), value),
          List.of(field.name()));
    }
    return value;
  }

  private static Boolean bool(Field field, JsonNode node) {
    return switch (node.asString().toLowerCase(java.util.Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw unreadable(field, node);
    };
  }

  private static BigDecimal number(Field field, JsonNode node) {
    if (node.isBoolean()) {
      throw unreadable(field, node);
    }
    try {
      var number = new BigDecimal(node.asString());
      if (field.length() > 0 && number.precision() - number.scale() > field.length()) {
        throw new Problem(
            400,
            "NUMBER_OUTSIDE_VALID_RANGE",
            "%s: value outside of valid range on numeric field: %s"
                .formatted(field.label(), shortened(node.asString())),
            List.of(field.name()));
      }
      return number;
    } catch (NumberFormatException broken) {
      throw unreadable(field, node);
    }
  }

  private static LocalDate date(Field field, JsonNode node) {
    var text = node.asString();
    try {
      return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
    } catch (DateTimeParseException broken) {
      throw unreadable(field, node);
    }
  }

  private String reference(Field field, String text) {
    var target = org.schema().find(field.referenceTo()).orElseThrow();
    var id =
        Ids.parsed(text)
            .orElseThrow(
                () ->
                    new Problem(
                        400,
                        "MALFORMED_ID",
                        "%s: id value of incorrect type: %s"
                            .formatted(field.label(), shortened(text)),
                        List.of(field.name())));
    if (!id.startsWith(target.prefix())) {
      throw new Problem(
          400,
          "FIELD_INTEGRITY_EXCEPTION",
          "%s: id value of incorrect type: %s".formatted(field.label(), text),
          List.of(field.name()));
    }
    if (org.table(target).find(id).filter(row -> !row.isDeleted()).isEmpty()) {
      throw new Problem(
          400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id", List.of(field.name()));
    }
    return id;
  }

  private static Problem unreadable(Field field, JsonNode node) {
    return new Problem(
        400,
        "JSON_PARSER_ERROR",
        "Cannot read a value of type %s for %s from: %s"
            .formatted(
                field.type().name().toLowerCase(java.util.Locale.ROOT),
                field.name(),
                shortened(node.toString())));
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
