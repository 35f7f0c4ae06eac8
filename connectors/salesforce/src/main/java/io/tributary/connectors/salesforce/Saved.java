package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import java.util.LinkedHashMap;
import java.util.Map;

/** What became of a record that was sent. */
record Saved(String id, boolean created) {
  static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of(
              "id",
              Map.of("type", "string", "title", "Record id"),
              "created",
              Map.of("type", "boolean", "title", "Made anew")),
          "required",
          java.util.List.of("id", "created"));

  /**
   * Creates the record that has this external id, or changes it. The same again changes nothing.
   */
  static Saved upsert(
      Salesforce salesforce,
      String object,
      String field,
      String value,
      Map<String, Object> record) {
    var rest = new LinkedHashMap<>(record);
    rest.remove(field);
    var path = "sobjects/%s/%s/%s".formatted(object, field, Call.segment(value));
    var answer = salesforce.send(Call.json("PATCH", path, rest), "input#");
    if (answer.statusCode() == 300) {
      Salesforce.drop(answer);
      throw new GiveUp(
          "input#/%s: several records have the value \"%s\". Make the field unique, or mend the records"
              .formatted(field, value));
    }
    var body = Salesforce.tree(answer);
    return new Saved(
        body.path("id").asString(""), body.path("created").asBoolean(answer.statusCode() == 201));
  }

  /** A text or number that names a record. */
  static String key(Map<String, Object> record, String field) {
    var value = record.get(field);
    if (!(value instanceof String || value instanceof Number) || value.toString().isBlank()) {
      throw new GiveUp(
          "input#/%s: has no value, and tells which record is meant. Map a text or number to it"
              .formatted(field));
    }
    return value.toString();
  }
}
