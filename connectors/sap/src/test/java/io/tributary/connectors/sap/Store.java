package io.tributary.connectors.sap;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a service of the tests holds: products, and orders with items. */
final class Store {
  static final Map<String, Class<?>> PRODUCT =
      ordered(
          "ID", Integer.class,
          "Name", String.class,
          "Price", BigDecimal.class,
          "ChangedAt", Instant.class,
          "Released", LocalDate.class);
  static final Map<String, Class<?>> ORDER = ordered("ID", String.class, "Note", String.class);
  static final Map<String, Class<?>> ITEM =
      ordered("OrderID", String.class, "Line", Integer.class, "Quantity", Integer.class);

  /** A refusal of the service's. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int status;
    final String code;
    final String target;

    Refused(int status, String code, String message, String target) {
      super(message);
      this.status = status;
      this.code = code;
      this.target = target;
    }
  }

  /** An entity, and how often it was written. */
  static final class Row {
    final Map<String, Object> values = new LinkedHashMap<>();
    int version = 1;

    String etag() {
      return "W/\"" + version + "\"";
    }
  }

  /** An entity set. */
  static final class Table {
    final String name;
    final List<String> key;
    final Map<String, Class<?>> properties;
    final TreeMap<String, Row> rows = new TreeMap<>();
    final List<String> log = new ArrayList<>();

    Table(String name, List<String> key, Map<String, Class<?>> properties) {
      this.name = name;
      this.key = key;
      this.properties = properties;
    }

    /** Sorts as the key does. */
    String key(Map<String, Object> values) {
      var text = new StringBuilder();
      for (var one : key) {
        var value = values.get(one);
        text.append(value instanceof Integer number ? "%010d".formatted(number) : value)
            .append('|');
      }
      return text.toString();
    }

    Row put(Map<String, Object> values) {
      var row = rows.computeIfAbsent(key(values), _ -> new Row());
      row.values.putAll(values);
      log.add(key(values));
      return row;
    }

    /** Keys that changed since so many changes. */
    LinkedHashSet<String> since(int changes) {
      return new LinkedHashSet<>(log.subList(changes, log.size()));
    }
  }

  final Map<String, Table> tables = new LinkedHashMap<>();

  Store() {
    add(new Table("Products", List.of("ID"), PRODUCT));
    add(new Table("Orders", List.of("ID"), ORDER));
    add(new Table("OrderItems", List.of("OrderID", "Line"), ITEM));
  }

  Table products() {
    return tables.get("Products");
  }

  void product(int id, String name, String price, Instant changed) {
    var values = new LinkedHashMap<String, Object>();
    values.put("ID", id);
    values.put("Name", name);
    values.put("Price", new BigDecimal(price));
    values.put("ChangedAt", changed);
    values.put("Released", LocalDate.of(2026, 11, 27));
    products().put(values);
  }

  private void add(Table table) {
    tables.put(table.name, table);
  }

  private static Map<String, Class<?>> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Class<?>>();
    for (int index = 0; index < pairs.length; index += 2) {
      map.put((String) pairs[index], (Class<?>) pairs[index + 1]);
    }
    return map;
  }
}
