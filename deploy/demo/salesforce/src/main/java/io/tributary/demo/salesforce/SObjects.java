package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.DataApi.Call;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Records one by one, and what objects there are. */
final class SObjects {
  private static final int CREATED_FALSE_SINCE = 46;

  private final Org org;
  private final Records records;
  private final Changes changes;

  SObjects(Org org) {
    this.org = org;
    this.records = new Records(org);
    this.changes = new Changes(org);
  }

  Answer answer(Call call) {
    if (call.size() == 1) {
      return list(call);
    }
    var type = org.schema().inPath(call.at(1));
    if (call.size() == 2) {
      return object(call, type);
    }
    if (call.size() == 3) {
      return switch (call.at(2)) {
        case "describe" -> describe(call, type);
        case "deleted" -> changes.deleted(call, type);
        case "updated" -> changes.updated(call, type);
        default -> byId(call, type, call.at(2));
      };
    }
    if (call.size() == 4) {
      return byKey(call, type);
    }
    throw Problem.notFound();
  }

  /** What a create or an upsert answers. */
  static ObjectNode saved(Records.Saved saved) {
    var node = Json.object().put("id", saved.id()).put("success", true);
    node.putArray("errors");
    return node;
  }

  private Answer list(Call call) {
    var node = Json.object().put("encoding", "UTF-8").put("maxBatchSize", 200);
    var all = node.putArray("sobjects");
    org.schema().all().forEach(type -> all.add(type.summary(call.version())));
    return Answer.json(200, node);
  }

  private Answer object(Call call, ObjectType type) {
    if (call.is("POST")) {
      var saved = records.create(type, Json.objectOf(call.request().body()), call.user());
      return Answer.json(201, saved(saved))
          .with(
              "Location",
              "/services/data/%s/sobjects/%s/%s"
                  .formatted(call.version(), type.name(), saved.id()));
    }
    if (!call.is("GET")) {
      throw DataApi.wrongMethod(call);
    }
    var node = Json.object();
    node.set("objectDescribe", type.summary(call.version()));
    node.putArray("recentItems");
    return Answer.json(200, node);
  }

  private Answer describe(Call call, ObjectType type) {
    return Answer.json(200, type.described(call.version(), org.schema().describedChildren(type)));
  }

  private Answer byId(Call call, ObjectType type, String id) {
    return switch (call.request().method()) {
      case "GET" -> shown(call, found(type, id));
      case "PATCH" -> {
        records.update(type, id, Json.objectOf(call.request().body()), call.user());
        yield Answer.empty(204);
      }
      case "DELETE" -> {
        records.delete(type, id, call.user());
        yield Answer.empty(204);
      }
      default -> throw DataApi.wrongMethod(call);
    };
  }

  private Row found(ObjectType type, String id) {
    try {
      return records.existing(type, id);
    } catch (Problem malformed) {
      throw Problem.notFound();
    }
  }

  private Answer byKey(Call call, ObjectType type) {
    var key =
        type.field(call.at(2))
            .filter(field -> field.externalId() || field.type() == Field.Type.ID)
            .orElseThrow(
                () ->
                    new Problem(
                        404,
                        "NOT_FOUND",
                        "Provided external ID field does not exist or is not accessible: "
                            + call.at(2)));
    if (key.type() == Field.Type.ID) {
      return byId(call, type, call.at(3));
    }
    if (call.is("PATCH")) {
      return upserted(call, type, key);
    }
    var there = org.table(type).having(key, call.at(3));
    if (there.isEmpty()) {
      throw Problem.notFound();
    }
    if (there.size() > 1) {
      return several(call, there);
    }
    return byId(call, type, there.getFirst().id());
  }

  private Answer upserted(Call call, ObjectType type, Field key) {
    var body = Json.objectOf(call.request().body());
    if (body.has(key.name()) || body.has("Id")) {
      throw Problem.invalidField(
          "The %s field should not be specified in the sobject data."
              .formatted(body.has("Id") ? "Id" : key.name()));
    }
    var there = org.table(type).having(key, call.at(3));
    if (there.size() > 1) {
      return several(call, there);
    }
    var saved = records.upsert(type, key, call.at(3), body, call.user());
    if (call.number() < CREATED_FALSE_SINCE) {
      return saved.created() ? Answer.json(201, saved(saved)) : Answer.empty(204);
    }
    return Answer.json(saved.created() ? 201 : 200, saved(saved).put("created", saved.created()));
  }

  private Answer several(Call call, List<Row> rows) {
    return Answer.json(
        300,
        Json.texts(
            rows.stream()
                .map(
                    row ->
                        "/services/data/%s/sobjects/%s/%s"
                            .formatted(call.version(), row.type().name(), row.id()))
                .toList()));
  }

  private Answer shown(Call call, Row row) {
    var fields =
        Optional.ofNullable(call.request().query().get("fields"))
            .map(names -> List.of(names.split(",")));
    return Answer.json(200, SoqlResult.whole(row, fields, call.version()));
  }
}
