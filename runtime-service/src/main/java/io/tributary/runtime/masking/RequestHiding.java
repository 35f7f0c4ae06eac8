package io.tributary.runtime.masking;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hides the credentials of a request that came to a webhook ({@link
 * io.tributary.contracts.steps.HookRequest}): headers and query parameters that carry them by their
 * name.
 */
final class RequestHiding implements Mask.Hiding {
  private static final Set<String> NAMES =
      Set.of("authorization", "proxy-authorization", "cookie", "key", "sig", "code");
  private static final Set<String> PARTS =
      Set.of("token", "secret", "signature", "password", "api-key", "api_key", "apikey");

  @Override
  public JsonNode hide(JsonNode body) {
    return body instanceof ObjectNode request ? hide(request) : body;
  }

  private static JsonNode hide(ObjectNode request) {
    var shown = request.deepCopy();
    for (var part : Set.of("headers", "query")) {
      if (shown.path(part) instanceof ObjectNode values) {
        values
            .propertyNames()
            .forEach(
                name -> {
                  if (isSecret(name)) {
                    values.set(name, values.arrayNode().add(Mask.hidden()));
                  }
                });
      }
    }
    return shown;
  }

  private static boolean isSecret(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return NAMES.contains(lower) || PARTS.stream().anyMatch(lower::contains);
  }
}
