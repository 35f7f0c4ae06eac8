package io.tributary.demo.quickbooks;

import java.io.InputStream;
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

  /** The object that a request's body is. */
  static ObjectNode objectOf(InputStream body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
      throw unreadable("The body must be a JSON object");
    } catch (JacksonException broken) {
      throw unreadable(String.valueOf(broken.getOriginalMessage()));
    }
  }

  private static Problem unreadable(String detail) {
    return Problem.invalid(
        "2010", "Request has invalid or unsupported property", "Parsing error: " + detail, "");
  }

  static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
