package io.tributary.demo.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Creates, changes and deletes records by the service's rules. One change at a time. */
final class Records {
  private static final int MULTIPLE_CHOICES = 300;

  /** What a change did. */
  record Saved(String id, boolean created) {}

  private final Org org;
  private final Values values;

  Records(Org org) {
    this.org = org;
    this.values = new Values(org);
  }

  Saved create(ObjectType type, JsonNode body, String user) {
    checkWritable(type);
    synchronized (org) {
      var changes = changes(type, body);
      var missing =
          type.fields().stream()
              .filter(Field::required)
              .map(Field::name)
              .filter(name -> changes.get(name) == null)
              .toList();
      if (!missing.isEmpty()) {
        throw new Problem(
            400, "REQUIRED_FIELD_MISSING", "Required fields are missing: " + missing, missing);
      }
      var now = org.now();
      var row = new LinkedHashMap<String, Object>();
      row.put("Id", org.ids().next(type.prefix()));
      row.put("IsDeleted", false);
      row.put("CreatedDate", now);
      row.put("CreatedById", user);
      row.put("OwnerId", user);
      for (var field : type.fields()) {
        if (field.type() == Field.Type.BOOLEAN) {
          row.put(field.name(), false);
        }
        if (field.defaulted() && !field.picklist().isEmpty()) {
          row.put(field.name(), field.picklist().getFirst());
        }
      }
      var saved = stamped(new Row(type, row).with(changes), user);
      org.table(type).put(saved);
      return new Saved(saved.id(), true);
    }
  }

  void update(ObjectType type, String id, JsonNode body, String user) {
    checkWritable(type);
    synchronized (org) {
      var row = existing(type, id);
      var changes = changes(type, body);
      for (var change : changes.entrySet()) {
        var field = type.field(change.getKey()).orElseThrow();
        if (field.required() && change.getValue() == null) {
          throw new Problem(
              400,
              "REQUIRED_FIELD_MISSING",
              "Required fields are missing: [" + field.name() + "]",
              List.of(field.name()));
        }
      }
      org.table(type).put(stamped(row.with(changes), user));
    }
  }

  /** Creates the record with this external id, or changes the one that there is. */
  Saved upsert(ObjectType type, Field key, String value, JsonNode body, String user) {
    if (key.type() == Field.Type.ID) {
      update(type, value, body, user);
      return new Saved(Ids.parsed(value).orElse(value), false);
    }
    synchronized (org) {
      var there = org.table(type).having(key, value);
      if (there.size() > 1) {
        throw new Problem(
            MULTIPLE_CHOICES,
            "DUPLICATE_EXTERNAL_ID",
            "%s: more than one record found for external id field: %s"
                .formatted(
                    key.name(), there.stream().map(row -> row.id().substring(0, 15)).toList()));
      }
      if (there.isEmpty()) {
        var whole = Json.object().setAll((tools.jackson.databind.node.ObjectNode) body);
        return create(type, whole.put(key.name(), value), user);
      }
      update(type, there.getFirst().id(), body, user);
      return new Saved(there.getFirst().id(), false);
    }
  }

  void delete(ObjectType type, String id, String user) {
    checkWritable(type);
    synchronized (org) {
      var row = existing(type, id);
      org.table(type).put(stamped(row.with(Map.of("IsDeleted", true)), user));
    }
  }

  /**
   * The record, not deleted.
   *
   * @throws Problem 404
   */
  Row existing(ObjectType type, String text) {
    var id =
        Ids.parsed(text)
            .filter(parsed -> parsed.startsWith(type.prefix()))
            .orElseThrow(
                () ->
                    new Problem(
                        400,
                        "MALFORMED_ID",
                        "%s ID: id value of incorrect type: %s".formatted(type.label(), text),
                        List.of("Id")));
    var row = org.table(type).find(id).orElseThrow(Problem::notFound);
    if (row.isDeleted()) {
      throw new Problem(404, "ENTITY_IS_DELETED", "entity is deleted");
    }
    return row;
  }

  private Row stamped(Row row, String user) {
    var now = org.now();
    var names = new LinkedHashMap<String, Object>();
    names.put("LastModifiedDate", now);
    names.put("LastModifiedById", user);
    names.put("SystemModstamp", now);
    if (row.type().field("FirstName").isPresent()) {
      var first = row.values().get("FirstName");
      var last = row.values().get("LastName");
      names.put("Name", first == null ? last : first + " " + last);
    }
    return row.with(names);
  }

  private Map<String, Object> changes(ObjectType type, JsonNode body) {
    var changes = new LinkedHashMap<String, Object>();
    var system = new ArrayList<String>();
    for (var property : body.properties()) {
      var name = property.getKey();
      if (name.equals("attributes")) {
        continue;
      }
      if (property.getValue().isObject()) {
        var reference = type.relationship(name).orElseThrow(() -> noColumn(type, name));
        changes.put(reference.name(), byExternalId(reference, property.getValue()));
        continue;
      }
      var field = type.field(name).orElseThrow(() -> noColumn(type, name));
      if (field.system()) {
        system.add(field.name());
      } else {
        changes.put(field.name(), values.value(field, property.getValue()));
      }
    }
    if (!system.isEmpty()) {
      throw new Problem(
          400,
          "INVALID_FIELD_FOR_INSERT_UPDATE",
          "Unable to create/update fields: " + String.join(", ", system),
          system);
    }
    return changes;
  }

  /** A parent named by its external id, in the place of the reference. */
  private String byExternalId(Field reference, JsonNode parent) {
    var type = org.schema().find(reference.referenceTo()).orElseThrow();
    for (var property : parent.properties()) {
      var key = type.field(property.getKey()).filter(Field::externalId);
      if (key.isPresent()) {
        var found = org.table(type).having(key.get(), property.getValue().asString());
        if (found.size() == 1) {
          return found.getFirst().id();
        }
        throw new Problem(
            400,
            "INVALID_FIELD",
            "Foreign key external ID: %s not found for field %s in entity %s"
                .formatted(property.getValue().asString(), key.get().name(), type.name()));
      }
    }
    throw Problem.invalidField("No external id of " + type.name() + " is given in " + parent);
  }

  private static Problem noColumn(ObjectType type, String name) {
    return Problem.invalidField(
        "No such column '%s' on sobject of type %s".formatted(name, type.name()));
  }

  private static void checkWritable(ObjectType type) {
    if (!type.writable()) {
      throw new Problem(
          400,
          "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
          "entity type cannot be changed: " + type.label());
    }
  }
}
