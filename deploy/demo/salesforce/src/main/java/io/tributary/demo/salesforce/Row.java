package io.tributary.demo.salesforce;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A record as it was at one time; a change makes another one. Fields without a value are absent.
 */
record Row(ObjectType type, Map<String, Object> values) {

  String id() {
    return (String) values.get("Id");
  }

  /** Null where the field has no value. */
  Object get(Field field) {
    return values.get(field.name());
  }

  boolean isDeleted() {
    return Boolean.TRUE.equals(values.get("IsDeleted"));
  }

  Instant at(String field) {
    return (Instant) values.get(field);
  }

  Row with(Map<String, Object> changes) {
    var more = new LinkedHashMap<>(values);
    more.putAll(changes);
    more.values().removeIf(java.util.Objects::isNull);
    return new Row(type, more);
  }

  static JsonNode json(Object value) {
    var make = JsonNodeFactory.instance;
    return switch (value) {
      case null -> make.nullNode();
      case String text -> make.stringNode(text);
      case Boolean bool -> make.booleanNode(bool);
      case Integer whole -> make.numberNode(whole);
      case BigDecimal number -> make.numberNode(number);
      case LocalDate date -> make.stringNode(date.toString());
      case Instant instant -> make.stringNode(Times.text(instant));
      default -> throw new IllegalArgumentException("no value of a field: " + value.getClass());
    };
  }

  /** As a cell of a bulk job's result. */
  static String cell(Object value) {
    return switch (value) {
      case null -> "";
      case Instant instant -> Times.csv(instant);
      case BigDecimal number -> number.toPlainString();
      default -> value.toString();
    };
  }
}
