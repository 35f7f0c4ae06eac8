package io.tributary.contracts.steps;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request at a webhook's address, as the trigger's component gets it.
 *
 * @param path what follows the hook's id, beginning with a slash, or empty
 * @param headers names in lower case
 * @param contentType as sent, empty where absent
 * @param bodyBase64 the raw bytes; empty where they are too many
 * @param large then, where they lie
 */
public record HookRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    String contentType,
    String bodyBase64,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LargeBody large) {
  public HookRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }
}
