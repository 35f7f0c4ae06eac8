package io.tributary.demo.salesforce;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An organization: its records, its people, and what is left of its day's requests. */
final class Org {
  private final Schema schema;
  private final Seed seed;
  private final InstantSource clock;
  private final Ids ids = new Ids();
  private final String id = Ids.numbered("00D", 1);
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();

  Org(Schema schema, Seed seed, InstantSource clock) {
    this.schema = schema;
    this.seed = seed;
    this.clock = clock;
    for (var type : schema.all()) {
      tables.put(type.name(), new Table(type, seed.generate().getOrDefault(type.name(), 0L)));
    }
    seed.users().forEach(this::hire);
    seed.records().forEach(this::load);
  }

  Schema schema() {
    return schema;
  }

  Seed seed() {
    return seed;
  }

  String id() {
    return id;
  }

  Ids ids() {
    return ids;
  }

  Instant now() {
    return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }

  Table table(ObjectType type) {
    return tables.get(type.name());
  }

  AtomicInteger requests() {
    return requests;
  }

  Row user(String username) {
    var type = schema.find("User").orElseThrow();
    return table(type)
        .all()
        .filter(row -> username.equalsIgnoreCase((String) row.values().get("Username")))
        .findFirst()
        .orElseThrow();
  }

  Row userById(String id) {
    return table(schema.find("User").orElseThrow()).find(id).orElseThrow();
  }

  /** All or nothing: undoes what was changed since. */
  Runnable restore() {
    var each = tables.values().stream().map(Table::restore).toList();
    return () -> each.forEach(Runnable::run);
  }

  /** Stores records as they are; those of the service's own fields that are given count. */
  synchronized List<String> load(String object, List<JsonNode> records) {
    var type = schema.find(object).orElseThrow();
    var user = user(seed.users().getFirst().username()).id();
    return records.stream().map(record -> load(type, (ObjectNode) record, user)).toList();
  }

  private String load(ObjectType type, ObjectNode record, String user) {
    var own = new LinkedHashMap<String, Object>();
    var rest = record.deepCopy();
    for (var name : List.of("SystemModstamp", "CreatedDate", "LastModifiedDate")) {
      if (rest.remove(name) instanceof JsonNode given) {
        own.put(name, Times.parsed(given.asString()).orElseThrow());
      }
    }
    var saved = new Records(this).create(type, rest, user);
    table(type).put(table(type).find(saved.id()).orElseThrow().with(own));
    return saved.id();
  }

  private void hire(Seed.User user) {
    var values = new LinkedHashMap<String, Object>();
    var type = schema.find("User").orElseThrow();
    values.put("Id", ids.next(type.prefix()));
    values.put("IsDeleted", false);
    values.put("Username", user.username());
    values.put("Name", user.name());
    values.put("Email", user.email());
    values.put("IsActive", true);
    for (var name : List.of("CreatedDate", "LastModifiedDate", "SystemModstamp")) {
      values.put(name, now());
    }
    table(type).put(new Row(type, values));
  }
}
