package io.tributary.connectors.cms;

import io.tributary.sdk.Choices.Choice;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The content types of a Strapi, where the token may read them. */
record StrapiTypes(List<JsonNode> all) {
  static final String PATH = "/content-type-builder/content-types";

  /** What Strapi keeps itself. */
  private static final List<String> OWN =
      List.of("id", "documentId", "createdAt", "updatedAt", "publishedAt");

  static StrapiTypes of(StrapiRoot root) {
    try {
      var tree = root.attempt(Call.get(PATH, Query.of())).tree();
      return new StrapiTypes(
          tree.path("data")
              .valueStream()
              .filter(type -> type.path("uid").asString("").startsWith("api::"))
              .filter(
                  type -> type.path("schema").path("kind").asString("").equals("collectionType"))
              .toList());
    } catch (ApiRefusal refusal) {
      if (refusal.status() == 403 || refusal.status() == 404) {
        throw new GiveUp(
            "fields#/type: the token may not list the content types. Allow it Content-type Builder,"
                + " getContentTypes, or write the type's plural name, such as articles");
      }
      throw refusal.sorted("fields#/type");
    }
  }

  List<Choice> choices() {
    return all.stream()
        .map(type -> type.path("schema"))
        .map(
            schema ->
                new Choice(
                    schema.path("pluralName").asString(""),
                    schema.path("displayName").asString("")))
        .toList();
  }

  Shape shape(String type) {
    var in = new LinkedHashMap<String, Object>();
    var needed = new ArrayList<String>();
    all.stream()
        .map(one -> one.path("schema"))
        .filter(schema -> schema.path("pluralName").asString("").equals(type))
        .flatMap(schema -> schema.path("attributes").properties().stream())
        .filter(attribute -> !OWN.contains(attribute.getKey()))
        .forEach(
            attribute -> {
              in.put(attribute.getKey(), schema(attribute.getKey(), attribute.getValue()));
              if (attribute.getValue().path("required").asBoolean(false)) {
                needed.add(attribute.getKey());
              }
            });
    if (in.isEmpty()) {
      return new Shape(Map.of(), Map.of());
    }
    var out = new LinkedHashMap<String, Object>();
    OWN.forEach(name -> out.put(name, Map.of("title", name)));
    out.putAll(in);
    return new Shape(
        Map.of("type", "object", "properties", in, "required", needed),
        Map.of("type", "object", "properties", out));
  }

  private static Map<String, Object> schema(String name, JsonNode attribute) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("title", name);
    switch (attribute.path("type").asString("")) {
      case "string", "text", "richtext", "uid", "email", "enumeration" ->
          schema.put("type", "string");
      case "integer" -> schema.put("type", "integer");
      case "float", "decimal" -> schema.put("type", "number");
      case "boolean" -> schema.put("type", "boolean");
      default -> {
        // Relations, components, dates, JSON: written and read in several ways.
      }
    }
    return schema;
  }
}
