package io.tributary.connectors.sap;

import io.tributary.connectors.sap.Metadata.Property;
import io.tributary.connectors.sap.Metadata.StructuredType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** JSON Schemas of what goes into a service and comes out of it. */
record Shapes(Metadata metadata) {
  private static final Map<String, Object> TRUTH = Map.of("type", "boolean");
  private static final Map<String, Object> TEXT = Map.of("type", "string");

  /** An entity with what it can be expanded by, one step deep. */
  Map<String, Object> entity(StructuredType type, Predicate<Property> which, List<String> needed) {
    var properties = properties(type, which, 0);
    type.navigations()
        .values()
        .forEach(
            way ->
                metadata
                    .type(way.type())
                    .ifPresent(
                        to -> {
                          var one = object(properties(to, which, 1), List.of());
                          properties.put(
                              way.name(), way.many() ? Map.of("type", "array", "items", one) : one);
                        }));
    return object(properties, needed);
  }

  Map<String, Object> entity(StructuredType type) {
    return entity(type, _ -> true, List.of());
  }

  Map<String, Object> key(StructuredType type) {
    var properties = new LinkedHashMap<String, Object>();
    type.keys().forEach(one -> properties.put(one.name(), value(one, 0)));
    return object(properties, type.key());
  }

  /** What a write gives. */
  Map<String, Object> saved(StructuredType type) {
    return object(
        Map.of("key", key(type), "created", TRUTH, "etag", TEXT, "entity", entity(type)),
        List.of("key", "created"));
  }

  Map<String, Object> parameters(List<Property> all) {
    var properties = new LinkedHashMap<String, Object>();
    all.forEach(one -> properties.put(one.name(), value(one, 0)));
    return object(
        properties, all.stream().filter(one -> !one.nullable()).map(Property::name).toList());
  }

  /** What an operation gives: nothing, a value, an entity, or a list. */
  Map<String, Object> result(String type) {
    boolean many = type.startsWith("Collection(");
    var single = many ? type.substring("Collection(".length(), type.length() - 1) : type;
    var one =
        metadata
            .type(single)
            .map(this::entity)
            .orElseGet(
                () ->
                    new Values(metadata.protocol())
                        .schema(Property.of(single), metadata.primitive(single)));
    return many ? Map.of("type", "array", "items", one) : one;
  }

  static Map<String, Object> object(Map<String, ?> properties, List<String> needed) {
    return Map.of("type", "object", "properties", properties, "required", needed);
  }

  private Map<String, Object> properties(
      StructuredType type, Predicate<Property> which, int depth) {
    var properties = new LinkedHashMap<String, Object>();
    type.properties().values().stream()
        .filter(which)
        .forEach(one -> properties.put(one.name(), value(one, depth)));
    return properties;
  }

  private Map<String, Object> value(Property property, int depth) {
    var complex = metadata.type(property.single());
    Map<String, Object> one =
        complex.isEmpty()
            ? new Values(metadata.protocol())
                .schema(property, metadata.primitive(property.single()))
            : depth > 2
                ? Map.of("type", "object")
                : object(properties(complex.get(), _ -> true, depth + 1), List.of());
    return property.isMany() ? Map.of("type", "array", "items", one) : one;
  }
}
