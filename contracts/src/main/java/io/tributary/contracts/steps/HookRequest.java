package io.tributary.contracts.steps;

import java.util.List;
import java.util.Map;

/**
 * A request at a webhook's address, as the trigger's component gets it.
 *
 * @param path what follows the hook's id, beginning with a slash, or empty
 * @param headers names in lower case
 * @param contentType as sent, empty where absent
 * @param bodyBase64 the raw bytes
 */
public record HookRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    String contentType,
    String bodyBase64) {
  public HookRequest {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }
}
