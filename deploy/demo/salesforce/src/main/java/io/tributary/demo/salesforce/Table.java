package io.tributary.demo.salesforce;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The records of one object: those that were stored, and before them any number that are made as
 * they are read, so that a million of them need no memory.
 */
final class Table {
  private static final Instant GENERATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final long FIRST_GENERATED = 62L * 62 * 62 * 62 * 62;

  private final ObjectType type;
  private final long generated;
  private Map<String, Row> rows = new LinkedHashMap<>();
  private Map<String, String> unique = new LinkedHashMap<>();

  Table(ObjectType type, long generated) {
    this.type = type;
    this.generated = generated;
  }

  Stream<Row> all() {
    return Stream.concat(
        LongStream.range(0, generated).mapToObj(this::generated),
        List.copyOf(rows.values()).stream());
  }

  Optional<Row> find(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** Those not deleted that have this value. */
  List<Row> having(Field field, String value) {
    if (field.unique()) {
      return Optional.ofNullable(unique.get(key(field, value)))
          .flatMap(this::find)
          .map(List::of)
          .orElse(List.of());
    }
    return rows.values().stream()
        .filter(row -> !row.isDeleted())
        .filter(row -> value.equalsIgnoreCase(String.valueOf(row.get(field))))
        .toList();
  }

  /**
   * Stores it, in the place of what had its id.
   *
   * @throws Problem if another record has a value that must be unique
   */
  void put(Row row) {
    for (var field : type.fields()) {
      if (field.unique() && row.get(field) != null && !row.isDeleted()) {
        checkUnique(field, row);
      }
    }
    var before = rows.put(row.id(), row);
    for (var field : type.fields()) {
      if (field.unique()) {
        index(field, before, row);
      }
    }
  }

  /** A way back to how it is now, for changes that are all made or none. */
  Runnable restore() {
    var rowsNow = new LinkedHashMap<>(rows);
    var uniqueNow = new LinkedHashMap<>(unique);
    return () -> {
      rows = rowsNow;
      unique = uniqueNow;
    };
  }

  private void checkUnique(Field field, Row row) {
    var other = unique.get(key(field, row.get(field)));
    if (other != null && !other.equals(row.id())) {
      throw new Problem(
          400,
          "DUPLICATE_VALUE",
          "duplicate value found: %s duplicates value on record with id: %s"
              .formatted(field.name(), other.substring(0, 15)));
    }
  }

  private void index(Field field, Row before, Row row) {
    if (before != null && before.get(field) != null) {
      unique.remove(key(field, before.get(field)), row.id());
    }
    if (row.get(field) != null && !row.isDeleted()) {
      unique.put(key(field, row.get(field)), row.id());
    }
  }

  private static String key(Field field, Object value) {
    return field.name() + "=" + String.valueOf(value).toLowerCase(java.util.Locale.ROOT);
  }

  private Row generated(long number) {
    var values = new LinkedHashMap<String, Object>();
    values.put("Id", Ids.numbered(type.prefix(), FIRST_GENERATED + number));
    values.put("IsDeleted", false);
    values.put("CreatedDate", GENERATED);
    values.put("LastModifiedDate", GENERATED);
    values.put("SystemModstamp", GENERATED.plusSeconds(number / 1000));
    for (var field : type.fields()) {
      if (field.required()) {
        values.put(field.name(), field.label() + " " + number);
      }
    }
    return new Row(type, values);
  }
}
