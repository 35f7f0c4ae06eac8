package io.tributary.sdk;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An HTTP request as it came to a flow's webhook address.
 *
 * @param method in capitals
 * @param path what follows the flow's address, starting with a slash, or empty
 * @param query each parameter's values in their order
 * @param headers each header's values in their order, names in lower case
 * @param contentType as sent, with its parameters; empty where absent
 * @param bodyBase64 the body's bytes, untouched; empty without a body
 */
public record WebhookRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    String contentType,
    String bodyBase64) {

  /** The body's bytes; none when there was no body. */
  public byte[] body() {
    return Base64.getDecoder().decode(bodyBase64);
  }
}
