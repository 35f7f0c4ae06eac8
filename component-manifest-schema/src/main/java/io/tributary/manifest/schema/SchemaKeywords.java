package io.tributary.manifest.schema;

import java.util.Set;

/** The keywords of JSON Schema, of draft 3 to 2020-12, by what they hold. */
final class SchemaKeywords {
  /** A map of names to schemas that judge the members of the value. */
  static final Set<String> MAPS_BELOW = Set.of("properties", "patternProperties");

  /** A map of names to schemas that judge the same value, or are only there to be referred to. */
  static final Set<String> MAPS_IN_PLACE = Set.of("dependentSchemas");

  static final Set<String> MAPS_OF_DEFINITIONS = Set.of("$defs", "definitions");

  static final Set<String> LISTS_IN_PLACE = Set.of("allOf", "anyOf", "oneOf");

  static final Set<String> IN_PLACE = Set.of("not", "if", "then", "else", "extends");

  static final Set<String> BELOW =
      Set.of(
          "additionalProperties",
          "additionalItems",
          "unevaluatedProperties",
          "unevaluatedItems",
          "contains",
          "propertyNames");

  /** A schema, or a list of schemas, for the items. */
  static final Set<String> BELOW_OR_LIST = Set.of("items", "prefixItems");

  static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");

  static final Set<String> TYPES =
      Set.of("object", "array", "string", "number", "integer", "boolean", "null");

  static final Set<String> DIALECTS =
      Set.of(
          "json-schema.org/schema",
          "json-schema.org/draft-03/schema",
          "json-schema.org/draft-04/schema",
          "json-schema.org/draft-06/schema",
          "json-schema.org/draft-07/schema",
          "json-schema.org/draft/2019-09/schema",
          "json-schema.org/draft/2020-12/schema");

  private SchemaKeywords() {}
}
