package io.tributary.connectors.quickbooks;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What became of an object that was sent.
 *
 * @param object as it is now
 */
record Saved(String Id, String SyncToken, boolean created, Map<String, Object> object) {
  static Saved of(JsonNode object, boolean created) {
    return new Saved(
        object.path("Id").asString(""), Versioned.token(object), created, Tree.map(object));
  }

  static Map<String, Object> schema(EntityKind kind) {
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of(
            "Id", Map.of("type", "string", "title", "Id"),
            "SyncToken", Map.of("type", "string", "title", "Version"),
            "created", Map.of("type", "boolean", "title", "Made anew"),
            "object", EntitySchema.read(kind)),
        "required",
        List.of("Id", "SyncToken", "created", "object"));
  }
}
