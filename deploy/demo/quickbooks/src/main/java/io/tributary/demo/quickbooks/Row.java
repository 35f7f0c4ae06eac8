package io.tributary.demo.quickbooks;

import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** One object as it is kept; its node is not changed any more. */
record Row(
    EntityType type,
    String id,
    int syncToken,
    ObjectNode fields,
    Instant created,
    Instant updated) {

  /** As the service shows it. */
  ObjectNode shown() {
    ObjectNode shown = fields.deepCopy();
    shown.put("domain", "QBO").put("sparse", false).put("Id", id);
    shown.put("SyncToken", Integer.toString(syncToken));
    shown
        .putObject("MetaData")
        .put("CreateTime", Times.text(created))
        .put("LastUpdatedTime", Times.text(updated));
    return shown;
  }

  boolean isActive() {
    return fields.path("Active").asBoolean(true);
  }

  long number() {
    return Long.parseLong(id);
  }

  /** What a path of names leads to, whatever its letters' case; of a reference its value. */
  JsonNode at(String path) {
    JsonNode node = shown();
    for (var name : path.split("\\.")) {
      node = member(node, name);
    }
    return node.isObject() && node.has("value") ? node.path("value") : node;
  }

  private static JsonNode member(JsonNode node, String name) {
    if (node.has(name)) {
      return node.path(name);
    }
    return node.propertyStream()
        .filter(
            each -> each.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(java.util.Map.Entry::getValue)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
