package io.tributary.demo.salesforce;

import java.io.InputStream;
import java.util.Collection;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Trees of JSON, read and made. */
final class Json {
  static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ArrayNode texts(Collection<String> texts) {
    var array = array();
    texts.forEach(array::add);
    return array;
  }

  /** The object that a request's body is. */
  static ObjectNode objectOf(InputStream body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
      throw new Problem(400, "JSON_PARSER_ERROR", "The body must be a JSON object");
    } catch (JacksonException broken) {
      throw new Problem(400, "JSON_PARSER_ERROR", String.valueOf(broken.getOriginalMessage()));
    }
  }

  static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
