package io.tributary.connectors.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The fields of an object, as its describe tells them to this user. */
record ObjectFields(List<Field> all) {
  private static final int MOST_VALUES = 100;

  /** One field. */
  record Field(
      String name,
      String label,
      String type,
      int length,
      boolean nillable,
      boolean createable,
      boolean updateable,
      boolean defaulted,
      boolean externalId,
      boolean idLookup,
      boolean restricted,
      List<String> values) {

    static Field of(JsonNode node) {
      return new Field(
          node.path("name").asString(""),
          node.path("label").asString(""),
          node.path("type").asString(""),
          node.path("length").asInt(0),
          node.path("nillable").asBoolean(true),
          node.path("createable").asBoolean(false),
          node.path("updateable").asBoolean(false),
          node.path("defaultedOnCreate").asBoolean(false),
          node.path("externalId").asBoolean(false),
          node.path("idLookup").asBoolean(false),
          node.path("restrictedPicklist").asBoolean(false),
          node.path("picklistValues")
              .valueStream()
              .filter(value -> value.path("active").asBoolean(true))
              .map(value -> value.path("value").asString(""))
              .toList());
    }

    boolean isNeededToCreate() {
      return createable && !nillable && !defaulted;
    }

    /** Parts of an address and files are not given by queries of many fields. */
    boolean isPlain() {
      return !type.equals("base64") && !type.equals("address") && !type.equals("location");
    }

    Map<String, Object> schema() {
      var schema = new LinkedHashMap<String, Object>();
      schema.put("title", label);
      var word =
          switch (type) {
            case "boolean" -> "boolean";
            case "int" -> "integer";
            case "double", "currency", "percent" -> "number";
            default -> "string";
          };
      schema.put("type", nillable ? List.of(word, "null") : word);
      if (type.equals("date")) {
        schema.put("format", "date");
      } else if (word.equals("string") && length > 0) {
        schema.put("maxLength", length);
      }
      if (restricted && !nillable && !values.isEmpty() && values.size() <= MOST_VALUES) {
        schema.put("enum", values);
      }
      return schema;
    }
  }

  static ObjectFields of(Salesforce salesforce, String object) {
    var described = salesforce.tree(Call.get("sobjects/" + object + "/describe"), "fields#/object");
    return new ObjectFields(described.path("fields").valueStream().map(Field::of).toList());
  }

  /** Names for a query that asks for all there is. */
  List<String> names() {
    return all.stream().filter(Field::isPlain).map(Field::name).toList();
  }

  /** A schema of a record that has those fields. */
  Map<String, Object> schema(Predicate<Field> which, List<String> required) {
    var properties = new LinkedHashMap<String, Object>();
    all.stream()
        .filter(Field::isPlain)
        .filter(which)
        .forEach(field -> properties.put(field.name(), field.schema()));
    return Map.of("type", "object", "properties", properties, "required", required);
  }

  List<String> neededToCreate() {
    return all.stream().filter(Field::isNeededToCreate).map(Field::name).toList();
  }
}
