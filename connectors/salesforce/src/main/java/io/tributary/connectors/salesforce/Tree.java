package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of the API, read and written. */
final class Tree {
  private static final int LARGEST = 16 * 1024 * 1024;

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Amounts of money must not be rounded on their way.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Tree() {}

  /** Of a whole body, which is not endless. */
  static JsonNode read(InputStream body) throws IOException {
    try (body) {
      byte[] bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new GiveUp("Salesforce: the answer is larger than 16 MiB. Ask for fewer fields");
      }
      return bytes.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(bytes);
    } catch (JacksonException broken) {
      throw new RetryLater("Salesforce: the answer is no JSON", broken);
    }
  }

  /** A tree as plain maps and lists. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(JsonNode node) {
    return MAPPER.convertValue(node, LinkedHashMap.class);
  }

  /** Without the type and address that the API puts beside each record's fields. */
  static Map<String, Object> plain(Map<?, ?> record) {
    var plain = new LinkedHashMap<String, Object>();
    record.forEach(
        (name, value) -> {
          if (!"attributes".equals(name)) {
            plain.put(String.valueOf(name), plainValue(value));
          }
        });
    return plain;
  }

  private static Object plainValue(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.get("records") instanceof List<?> children && map.containsKey("totalSize")
          ? plainValue(children)
          : plain(map);
    }
    return value instanceof List<?> list ? list.stream().map(Tree::plainValue).toList() : value;
  }
}
