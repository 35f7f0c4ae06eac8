package io.tributary.connectors.cms;

import io.tributary.sdk.Schemas.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The schemas that WordPress tells of a type, in the words that message schemas have. */
final class WordPressShape {
  private static final Set<String> TERMS = Set.of("categories", "tags");

  private WordPressShape() {}

  static Shape of(WordPressRoot root, String path) {
    var answer = root.send(Call.plain("OPTIONS", path, Query.of()), "fields#/type").tree();
    var in = new LinkedHashMap<String, Object>();
    var out = new LinkedHashMap<String, Object>();
    answer
        .path("schema")
        .path("properties")
        .properties()
        .forEach(
            property -> {
              var told = property.getValue();
              out.put(property.getKey(), given(told));
              if (!told.path("readonly").asBoolean(false)) {
                in.put(property.getKey(), taken(property.getKey(), told));
              }
            });
    return new Shape(object(in), object(out));
  }

  private static Map<String, Object> object(Map<String, Object> properties) {
    return properties.isEmpty() ? Map.of() : Map.of("type", "object", "properties", properties);
  }

  /** Texts are written as texts, terms by their names. */
  private static Map<String, Object> taken(String name, JsonNode told) {
    if (TERMS.contains(name)) {
      return Map.of("title", name, "description", "A list of names or ids");
    }
    return told.path("properties").has("raw") ? titled(told, "string") : given(told);
  }

  private static Map<String, Object> given(JsonNode told) {
    var type = told.path("type");
    if (!type.isString()) {
      // One of several types: anything goes.
      return titled(told, "");
    }
    var schema = titled(told, type.asString(""));
    if (told.path("enum").isArray() && told.path("enum").size() > 0) {
      schema.put("enum", Tree.MAPPER.convertValue(told.path("enum"), List.class));
    }
    if (told.path("properties").has("rendered")) {
      var texts = new LinkedHashMap<String, Object>();
      told.path("properties")
          .propertyNames()
          .forEach(name -> texts.put(name, Map.of("title", name)));
      schema.put("properties", texts);
    }
    return schema;
  }

  private static Map<String, Object> titled(JsonNode told, String type) {
    var schema = new LinkedHashMap<String, Object>();
    if (!type.isEmpty()) {
      schema.put("type", type);
    }
    var text = told.path("description").asString("");
    if (!text.isEmpty()) {
      schema.put("title", text.length() > 120 ? text.substring(0, 120) : text);
    }
    return schema;
  }
}
