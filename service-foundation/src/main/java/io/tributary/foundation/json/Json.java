package io.tributary.foundation.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the services write and read it: unknown fields of a newer peer are skipped. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Json() {}

  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads JSON.
   *
   * @throws JacksonException where the text is not JSON of that shape
   */
  public static <T> T read(String json, Class<T> type) {
    return MAPPER.readValue(json, type);
  }

  /**
   * Reads JSON.
   *
   * @throws JacksonException where the text is not JSON
   */
  public static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  public static JsonMapper mapper() {
    return MAPPER;
  }
}
