package io.tributary.connectors.sap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What came of one request of a batch.
 *
 * @param headers by names in small letters
 */
record BatchAnswer(int status, Map<String, String> headers, byte[] body) {
  /** Failed Dependency: it was not done, because another one was refused. */
  static final int NOT_DONE = 424;

  static BatchAnswer notDone() {
    return new BatchAnswer(NOT_DONE, Map.of(), new byte[0]);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as flows have it; empty where there is none. */
  @SuppressWarnings("unchecked")
  Optional<Object> clean(Metadata metadata, String set) {
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      Map<String, Object> whole = Json.MAPPER.readValue(body, LinkedHashMap.class);
      var entities = new Entities(metadata);
      var type =
          set.isEmpty()
              ? Optional.<Metadata.StructuredType>empty()
              : Optional.of(metadata.typeOf(set, "input#"));
      Object list =
          whole.get("d") instanceof List<?> ? whole.get("d") : list(Json.unwrapped(whole));
      if (list instanceof List<?> all && all.stream().allMatch(Map.class::isInstance)) {
        return Optional.of(all.stream().map(one -> entities.out(type, (Map<?, ?>) one)).toList());
      }
      return Optional.of(entities.out(type, Json.unwrapped(whole)));
    } catch (JacksonException text) {
      return Optional.of(new String(body, java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private static Object list(Map<?, ?> answer) {
    return answer.containsKey("results") ? answer.get("results") : answer.get("value");
  }
}
