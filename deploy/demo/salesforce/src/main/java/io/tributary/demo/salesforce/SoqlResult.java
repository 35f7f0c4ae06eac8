package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.Soql.Item;
import io.tributary.demo.salesforce.Soql.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A query that fits the organization's objects, ready to find records and to show them. */
final class SoqlResult {
  private final Org org;
  private final Query query;
  private final ObjectType type;
  private final boolean withDeleted;
  private final SoqlPaths paths;
  private final List<Part> parts = new ArrayList<>();

  /** One thing to show of each record. */
  private sealed interface Part {
    record Value(SoqlPaths.Reached reached) implements Part {}

    record Below(String name, SoqlResult result, Field reference) implements Part {}
  }

  private SoqlResult(Org org, Query query, ObjectType type, boolean withDeleted, SoqlPaths paths) {
    this.org = org;
    this.query = query;
    this.type = type;
    this.withDeleted = withDeleted;
    this.paths = paths;
    query.select().forEach(this::add);
  }

  /** Of a query in words; refuses what does not fit. */
  static SoqlResult of(Org org, String source, boolean withDeleted) {
    var query = SoqlParser.parsed(source, org.now());
    var type =
        org.schema()
            .find(query.from())
            .orElseThrow(
                () ->
                    new Problem(
                        400,
                        "INVALID_TYPE",
                        "sObject type '%s' is not supported.".formatted(query.from())));
    return new SoqlResult(org, query, type, withDeleted, new SoqlPaths(org, source));
  }

  boolean isCount() {
    return query.isCount();
  }

  /** The records in order, as they are now. */
  Stream<Row> rows() {
    return rows(org.table(type).all());
  }

  ObjectNode shown(Row row, String version) {
    var node = Json.object();
    node.set("attributes", attributes(row, version));
    for (var part : parts) {
      switch (part) {
        case Part.Value(var reached) -> show(node, row, reached, version);
        case Part.Below(var name, var result, var reference) ->
            node.set(name, result.below(row, reference, version));
      }
    }
    return node;
  }

  /** Names of the columns of a bulk job's result. */
  List<String> columns() {
    return values().map(SoqlResult::dotted).toList();
  }

  List<String> cells(Row row) {
    return values().map(reached -> Row.cell(reached.value(row))).toList();
  }

  /** Bulk jobs show no children and count nothing. */
  boolean isFlat() {
    return !isCount() && parts.stream().noneMatch(Part.Below.class::isInstance);
  }

  private void add(Item item) {
    switch (item) {
      case Item.Path path -> parts.add(new Part.Value(paths.reach(type, path)));
      case Item.Group(var name) -> addGroup(name);
      case Item.Children(var children) -> parts.add(below(children));
      case Item.Count _ -> {
        if (!query.isCount()) {
          throw new Problem(400, "MALFORMED_QUERY", "COUNT() stands alone");
        }
      }
    }
  }

  private void addGroup(String name) {
    var group = name.toUpperCase(Locale.ROOT);
    if (!group.equals("STANDARD") && (query.limit().isEmpty() || query.limit().getAsInt() > 200)) {
      throw new Problem(
          400, "MALFORMED_QUERY", "FIELDS(" + group + ") needs a LIMIT of at most 200");
    }
    for (var field : type.fields()) {
      boolean custom = field.name().endsWith("__c");
      if (group.equals("ALL") || custom == group.equals("CUSTOM")) {
        parts.add(new Part.Value(new SoqlPaths.Reached(org, List.of(), field)));
      }
    }
  }

  private Part below(Query children) {
    var child =
        org.schema()
            .child(type, children.from())
            .orElseThrow(
                () ->
                    new Problem(
                        400,
                        "INVALID_TYPE",
                        "Didn't understand relationship '%s' in FROM part of a subquery"
                            .formatted(children.from())));
    var result = new SoqlResult(org, children, child.type(), withDeleted, paths);
    return new Part.Below(child.reference().children(), result, child.reference());
  }

  private tools.jackson.databind.JsonNode below(Row parent, Field reference, String version) {
    var children =
        rows(org.table(type).all().filter(row -> parent.id().equals(row.get(reference)))).toList();
    if (children.isEmpty()) {
      return Row.json(null);
    }
    var node = Json.object().put("totalSize", children.size()).put("done", true);
    var records = node.putArray("records");
    children.forEach(row -> records.add(shown(row, version)));
    return node;
  }

  private Stream<Row> rows(Stream<Row> all) {
    var conditions = new SoqlConditions(paths);
    var found = all.filter(row -> withDeleted || !row.isDeleted());
    for (var condition : query.where()) {
      found = found.filter(conditions.test(type, condition));
    }
    if (!query.order().isEmpty()) {
      found = found.sorted(conditions.order(type, query.order()));
    }
    found = found.skip(query.offset());
    return query.limit().isPresent() ? found.limit(query.limit().getAsInt()) : found;
  }

  private Stream<SoqlPaths.Reached> values() {
    return parts.stream()
        .filter(Part.Value.class::isInstance)
        .map(part -> ((Part.Value) part).reached());
  }

  private void show(ObjectNode node, Row row, SoqlPaths.Reached reached, String version) {
    var into = node;
    var at = row;
    for (var reference : reached.way()) {
      var parent = SoqlPaths.parent(org, at, reference);
      if (parent.isEmpty()) {
        into.putNull(reference.relationship());
        return;
      }
      at = parent.get();
      into = inside(into, reference.relationship(), at, version);
    }
    into.set(reached.field().name(), Row.json(at.get(reached.field())));
  }

  private static ObjectNode inside(ObjectNode node, String name, Row row, String version) {
    if (node.path(name) instanceof ObjectNode there) {
      return there;
    }
    var made = Json.object();
    made.set("attributes", attributes(row, version));
    node.set(name, made);
    return made;
  }

  private static ObjectNode attributes(Row row, String version) {
    return Json.object()
        .put("type", row.type().name())
        .put(
            "url",
            "/services/data/%s/sobjects/%s/%s".formatted(version, row.type().name(), row.id()));
  }

  private static String dotted(SoqlPaths.Reached reached) {
    var names = new ArrayList<String>();
    reached.way().forEach(reference -> names.add(reference.relationship()));
    names.add(reached.field().name());
    return String.join(".", names);
  }

  /** A record with all its fields, as a single one is shown. */
  static ObjectNode whole(Row row, Optional<List<String>> fields, String version) {
    var node = Json.object();
    node.set("attributes", attributes(row, version));
    var names = new LinkedHashMap<String, Field>();
    fields
        .orElse(row.type().fields().stream().map(Field::name).toList())
        .forEach(
            name ->
                names.put(
                    name,
                    row.type()
                        .field(name.strip())
                        .orElseThrow(
                            () ->
                                Problem.invalidField(
                                    "No such column '%s' on sobject of type %s"
                                        .formatted(name, row.type().name())))));
    names.values().forEach(field -> node.set(field.name(), Row.json(row.get(field))));
    return node;
  }
}
