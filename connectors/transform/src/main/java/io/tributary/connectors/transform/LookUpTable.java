package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Rows by the value of one column. */
record LookUpTable(
    String text, Optional<String> column, boolean ignoreCase, Map<String, Object> rows) {
  private static final int LONGEST = 200 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final CsvFormat CSV =
      new CsvFormat(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());

  /**
   * Reads an object of value and row, a list of rows, or CSV with a header.
   *
   * @throws GiveUp if it is none of these, or if a value stands twice
   */
  static LookUpTable read(String text, Optional<String> column, boolean ignoreCase) {
    if (text.length() > LONGEST) {
      throw new GiveUp("fields#/table: is longer than 200 KiB. Keep it in a service or database");
    }
    var begins = text.stripLeading();
    var table = new LookUpTable(text, column, ignoreCase, new HashMap<>());
    if (begins.startsWith("{")) {
      ((Map<?, ?>) json(text)).forEach((value, row) -> table.add(String.valueOf(value), row));
    } else {
      (begins.startsWith("[") ? (List<?>) json(text) : csv(text)).forEach(table::addRow);
    }
    return table;
  }

  boolean isOf(String otherText, Optional<String> otherColumn, boolean otherIgnoreCase) {
    return ignoreCase == otherIgnoreCase && column.equals(otherColumn) && text.equals(otherText);
  }

  Optional<Object> row(String value) {
    return Optional.ofNullable(rows.get(plain(value)));
  }

  private void addRow(Object row) {
    if (!(row instanceof Map<?, ?> map) || map.isEmpty()) {
      throw new GiveUp(
          "fields#/table: has a row that is no object. Write {\"column\": …} for each");
    }
    var name = column.orElseGet(() -> String.valueOf(map.keySet().iterator().next()));
    var value = map.get(name);
    if (value == null) {
      throw new GiveUp(
          "fields#/column: a row has no \"%s\". Name a column that all rows have".formatted(name));
    }
    add(String.valueOf(value), row);
  }

  private void add(String value, Object row) {
    if (row == null) {
      throw new GiveUp("fields#/table: \"%s\" has null. Give it a row".formatted(value));
    }
    if (rows.putIfAbsent(plain(value), row) != null) {
      throw new GiveUp("fields#/table: \"%s\" stands twice. Remove one".formatted(value));
    }
  }

  private String plain(String value) {
    return ignoreCase ? value.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : value;
  }

  private static List<Object> csv(String text) {
    var rows = new ArrayList<Object>();
    CsvRows.of("fields#/table", new StringReader(text), CSV, false).forEachRemaining(rows::add);
    return rows;
  }

  private static Object json(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException broken) {
      throw new GiveUp(
          "fields#/table: is not JSON: " + broken.getOriginalMessage() + ". Correct it", broken);
    }
  }
}
