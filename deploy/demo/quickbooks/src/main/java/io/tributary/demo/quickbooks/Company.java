package io.tributary.demo.quickbooks;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** The objects of one company. One request at a time reads or changes them. */
final class Company {
  /** An object that is gone. */
  record Gone(String entity, String id, Instant at) {}

  /** What happened to an object. */
  record Event(String realm, String entity, String id, String operation, Instant at) {}

  private final String realm;
  private final Map<String, EntityType> types;
  private final InstantSource clock;
  private final Consumer<Event> listener;
  private final Map<String, TreeMap<Long, Row>> tables = new HashMap<>();
  private final Map<String, Long> lastIds = new HashMap<>();
  private final Map<String, Row> byName = new HashMap<>();
  private final List<Gone> gone = new ArrayList<>();

  Company(
      String realm, Map<String, EntityType> types, InstantSource clock, Consumer<Event> listener) {
    this.realm = realm;
    this.types = types;
    this.clock = clock;
    this.listener = listener;
  }

  String realm() {
    return realm;
  }

  Instant now() {
    return clock.instant();
  }

  Instant stamp() {
    return now().truncatedTo(ChronoUnit.SECONDS);
  }

  Optional<EntityType> type(String name) {
    return Optional.ofNullable(types.get(name.toLowerCase(Locale.ROOT)));
  }

  Collection<Row> rows(EntityType type) {
    return table(type).values();
  }

  List<Gone> gone() {
    return gone;
  }

  Optional<Row> find(EntityType type, String id) {
    return id.matches("[0-9]{1,18}")
        ? Optional.ofNullable(table(type).get(Long.valueOf(id)))
        : Optional.empty();
  }

  /**
   * The object, with the version that the caller knows.
   *
   * @throws Problem where it is not there, or is another version
   */
  Row current(EntityType type, ObjectNode given) {
    var id = required(given, "Id");
    var token = required(given, "SyncToken");
    var row = find(type, id).orElseThrow(Problem::objectNotFound);
    if (!token.equals(Integer.toString(row.syncToken()))) {
      throw Problem.stale();
    }
    return row;
  }

  Row add(EntityType type, ObjectNode fields, Instant created, Instant updated) {
    long id = lastIds.merge(type.name(), 1L, Long::sum);
    var row = new Row(type, Long.toString(id), 0, fields, created, updated);
    table(type).put(id, row);
    index(row);
    tell(row, "Create");
    return row;
  }

  Row replace(Row old, ObjectNode fields, String operation) {
    var row = new Row(old.type(), old.id(), old.syncToken() + 1, fields, old.created(), stamp());
    table(old.type()).put(old.number(), row);
    nameKey(old).ifPresent(byName::remove);
    index(row);
    tell(row, operation);
    return row;
  }

  void remove(Row row) {
    table(row.type()).remove(row.number());
    gone.add(new Gone(row.type().name(), row.id(), stamp()));
    tell(row, "Delete");
  }

  /** Who has this name among those that share them. */
  Optional<Row> holder(EntityType type, String name) {
    return Optional.ofNullable(byName.get(type.nameGroup() + name.toLowerCase(Locale.ROOT)));
  }

  private void index(Row row) {
    nameKey(row).ifPresent(key -> byName.put(key, row));
  }

  private static Optional<String> nameKey(Row row) {
    return row.type()
        .uniqueName()
        .map(
            field ->
                row.type().nameGroup()
                    + row.fields().path(field).asString("").toLowerCase(Locale.ROOT));
  }

  private void tell(Row row, String operation) {
    listener.accept(new Event(realm, row.type().name(), row.id(), operation, now()));
  }

  private TreeMap<Long, Row> table(EntityType type) {
    return tables.computeIfAbsent(type.name(), _ -> new TreeMap<>());
  }

  private static String required(ObjectNode given, String name) {
    var value = given.path(name).asString("");
    if (value.isEmpty()) {
      throw Problem.required(name);
    }
    return value;
  }
}
