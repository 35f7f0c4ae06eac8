package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
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
  static JsonNode read(InputStream body) {
    try (body) {
      byte[] bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new GiveUp("QuickBooks: the answer is larger than 16 MiB. Ask for less at a time");
      }
      return bytes.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(bytes);
    } catch (JacksonException broken) {
      throw new RetryLater("QuickBooks: the answer is no JSON", broken);
    } catch (IOException failure) {
      throw new RetryLater("QuickBooks's answer broke off: " + failure.getMessage(), failure);
    }
  }

  /** A tree as plain maps and lists. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> map(JsonNode node) {
    return MAPPER.convertValue(node, LinkedHashMap.class);
  }
}
