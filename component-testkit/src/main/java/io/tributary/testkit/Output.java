package io.tributary.testkit;

import io.tributary.host.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * One output.
 *
 * @param key the order key it was emitted under
 * @param json as the next step gets it
 */
public record Output(Optional<String> key, String json) {
  private static final Json JSON = new Json(secret -> {});

  /** Bound to a record, as a next step would. */
  public <T> T as(Class<T> type) {
    return JSON.bind(bytes(), type, "output");
  }

  /** As a map; fails if it is no object. */
  public Map<String, Object> asMap() {
    return JSON.object(bytes(), "output");
  }

  private byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
