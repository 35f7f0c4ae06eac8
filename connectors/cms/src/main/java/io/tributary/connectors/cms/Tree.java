package io.tributary.connectors.cms;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of the APIs, read and written. */
final class Tree {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          // Prices in custom fields must not be rounded on their way.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Tree() {}

  /** A tree as plain maps and lists. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(JsonNode node) {
    return node.isObject()
        ? MAPPER.convertValue(node, LinkedHashMap.class)
        : new LinkedHashMap<String, Object>();
  }
}
