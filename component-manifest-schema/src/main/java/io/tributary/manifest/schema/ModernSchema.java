package io.tributary.manifest.schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema as today's validators understand it: draft-3 {@code required} flags become the list of
 * the object they stand in, and patterns that no linear matcher takes are left out.
 */
public final class ModernSchema {
  private ModernSchema() {}

  /** A translated copy; equal to the schema where there is nothing to translate. */
  public static JsonNode of(JsonNode schema) {
    var copy = schema.deepCopy();
    for (var part : SchemaGraph.of(copy).parts()) {
      translate(part.node);
    }
    return copy;
  }

  /** Parents come before their members, so a member's flag is still there when it is read. */
  private static void translate(ObjectNode schema) {
    if (schema.path("properties") instanceof ObjectNode properties) {
      properties.properties().stream()
          .filter(property -> property.getValue().path("required").isBoolean())
          .filter(property -> property.getValue().path("required").booleanValue())
          .forEach(property -> require(schema, property.getKey()));
    }
    if (schema.path("required").isBoolean()) {
      schema.remove("required");
    }
    String pattern = schema.path("pattern").asString("");
    if (!LinearPatterns.isLinear(pattern)) {
      schema.remove("pattern");
    }
    dropPatterns(schema);
  }

  private static void require(ObjectNode schema, String name) {
    if (!(schema.path("required") instanceof ArrayNode)) {
      schema.putArray("required");
    }
    var required = (ArrayNode) schema.path("required");
    if (required.valueStream().noneMatch(item -> item.asString("").equals(name))) {
      required.add(name);
    }
  }

  private static void dropPatterns(ObjectNode schema) {
    if (schema.path("patternProperties") instanceof ObjectNode patterns) {
      patterns.propertyNames().stream()
          .filter(pattern -> !LinearPatterns.isLinear(pattern))
          .toList()
          .forEach(patterns::remove);
    }
  }
}
