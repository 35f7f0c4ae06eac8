package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.DataApi.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Up to 200 records of one request, each with a result of its own. */
final class Collections {
  private static final int MOST = 200;
  private static final int MOST_READ = 2000;

  private final Org org;
  private final Records records;

  Collections(Org org) {
    this.org = org;
    this.records = new Records(org);
  }

  Answer answer(Call call) {
    if (!call.at(1).equals("sobjects")) {
      throw Problem.notFound();
    }
    if (call.size() == 2) {
      return switch (call.request().method()) {
        case "POST" -> changed(call, this::created);
        case "PATCH" -> changed(call, this::updated);
        case "DELETE" -> deleted(call);
        default -> throw DataApi.wrongMethod(call);
      };
    }
    var type = org.schema().inPath(call.at(2));
    if (call.size() == 3) {
      return read(call, type);
    }
    if (!call.is("PATCH")) {
      throw DataApi.wrongMethod(call);
    }
    var key =
        type.field(call.at(3))
            .filter(field -> field.externalId() || field.type() == Field.Type.ID)
            .orElseThrow(() -> new Problem(404, "NOT_FOUND", "No such external id: " + call.at(3)));
    return changed(call, (node, user) -> upserted(type, key, node, user));
  }

  private interface Change {
    ObjectNode make(ObjectNode record, String user);
  }

  private ObjectNode created(ObjectNode node, String user) {
    return SObjects.saved(records.create(typeOf(node), node, user));
  }

  private ObjectNode updated(ObjectNode node, String user) {
    var type = typeOf(node);
    var id = without(node, "Id").asString("");
    records.update(type, id, node, user);
    return SObjects.saved(new Records.Saved(Ids.parsed(id).orElse(id), false));
  }

  private ObjectNode upserted(ObjectType type, Field key, ObjectNode node, String user) {
    if (typeOf(node) != type) {
      throw new Problem(400, "INVALID_TYPE", "attributes.type must be " + type.name());
    }
    var value = without(node, key.name()).asString("");
    if (value.isEmpty()) {
      if (key.type() == Field.Type.ID) {
        return SObjects.saved(records.create(type, node, user)).put("created", true);
      }
      throw new Problem(
          400, "MISSING_ARGUMENT", "%s not specified".formatted(key.name()), List.of(key.name()));
    }
    var saved = records.upsert(type, key, value, node, user);
    return SObjects.saved(saved).put("created", saved.created());
  }

  private static JsonNode without(ObjectNode node, String name) {
    for (var property : List.copyOf(node.propertyNames())) {
      if (property.equalsIgnoreCase(name)) {
        return node.remove(property);
      }
    }
    throw new Problem(400, "MISSING_ARGUMENT", name + " not specified in an update or upsert call");
  }

  private ObjectType typeOf(ObjectNode node) {
    var name = node.path("attributes").path("type").asString("");
    return org.schema()
        .find(name)
        .orElseThrow(
            () -> new Problem(400, "INVALID_TYPE", "attributes.type names no object: " + name));
  }

  private Answer changed(Call call, Change change) {
    var body = Json.objectOf(call.request().body());
    var list = body.path("records");
    check(list.isArray() ? list.size() : 0, MOST);
    return each(
        list.valueStream().toList(),
        body.path("allOrNone").asBoolean(false),
        node -> {
          if (!(node instanceof ObjectNode record)) {
            throw new Problem(400, "JSON_PARSER_ERROR", "a record must be a JSON object");
          }
          return change.make(record, call.user());
        });
  }

  private Answer deleted(Call call) {
    var ids = List.of(call.request().query().getOrDefault("ids", "").split(","));
    check(ids.size(), MOST);
    boolean allOrNone = Boolean.parseBoolean(call.request().query().get("allOrNone"));
    return each(
        ids,
        allOrNone,
        id -> {
          var type =
              org.schema().all().stream()
                  .filter(one -> id.startsWith(one.prefix()))
                  .findFirst()
                  .orElseThrow(() -> new Problem(400, "MALFORMED_ID", "malformed id " + id));
          records.delete(type, id, call.user());
          return SObjects.saved(new Records.Saved(Ids.parsed(id).orElse(id), false));
        });
  }

  private <T> Answer each(List<T> all, boolean allOrNone, Function<T, ObjectNode> change) {
    synchronized (org) {
      var restore = org.restore();
      var results = new ArrayList<ObjectNode>();
      var failed = new HashMap<Integer, Problem>();
      for (var one : all) {
        try {
          results.add(change.apply(one));
        } catch (Problem problem) {
          failed.put(results.size(), problem);
          results.add(refused(problem));
        }
      }
      if (allOrNone && !failed.isEmpty()) {
        restore.run();
        var rolledBack =
            new Problem(
                400,
                "ALL_OR_NONE_OPERATION_ROLLED_BACK",
                "Record rolled back because not all records were valid and allOrNone was set");
        for (int i = 0; i < results.size(); i++) {
          results.set(i, refused(failed.getOrDefault(i, rolledBack)));
        }
      }
      ArrayNode array = Json.array();
      results.forEach(array::add);
      return Answer.json(200, array);
    }
  }

  private static ObjectNode refused(Problem problem) {
    var node = Json.object().put("success", false);
    node.putArray("errors").add(problem.asRecordError());
    return node;
  }

  /** Those that are there, and null in the place of those that are not. */
  private Answer read(Call call, ObjectType type) {
    List<String> ids;
    List<String> fields;
    if (call.is("POST")) {
      var body = Json.objectOf(call.request().body());
      ids = body.path("ids").valueStream().map(JsonNode::asString).toList();
      fields = body.path("fields").valueStream().map(JsonNode::asString).toList();
    } else if (call.is("GET")) {
      ids = List.of(call.request().query().getOrDefault("ids", "").split(","));
      fields = List.of(call.request().query().getOrDefault("fields", "").split(","));
    } else {
      throw DataApi.wrongMethod(call);
    }
    check(ids.size(), MOST_READ);
    var array = Json.array();
    for (var id : ids) {
      var row = Ids.parsed(id).flatMap(org.table(type)::find).filter(found -> !found.isDeleted());
      array.add(
          row.<JsonNode>map(
                  found -> SoqlResult.whole(found, java.util.Optional.of(fields), call.version()))
              .orElseGet(() -> Row.json(null)));
    }
    return Answer.json(200, array);
  }

  private static void check(int size, int most) {
    if (size == 0) {
      throw new Problem(400, "MISSING_ARGUMENT", "no records are given");
    }
    if (size > most) {
      throw new Problem(
          400, "EXCEEDED_ID_LIMIT", "record limit reached. cannot submit more than " + most);
    }
  }
}
