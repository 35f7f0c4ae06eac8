package io.tributary.sdk;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request as it came to a flow's webhook address.
 *
 * @param method in capitals
 * @param path what follows the flow's address, starting with a slash, or empty
 * @param query each parameter's values in their order
 * @param headers each header's values in their order, names in lower case
 * @param contentType as sent, with its parameters; empty where absent
 * @param bodyBase64 the body's bytes, untouched; empty without a body, or where it is large
 * @param large a body of more than 1 MiB
 */
public record WebhookRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    String contentType,
    String bodyBase64,
    Optional<LargeBody> large) {

  /** One whose body is in it. */
  public WebhookRequest(
      String method,
      String path,
      Map<String, List<String>> query,
      Map<String, List<String>> headers,
      String contentType,
      String bodyBase64) {
    this(method, path, query, headers, contentType, bodyBase64, Optional.empty());
  }

  /**
   * The body's bytes; none when there was no body.
   *
   * @throws GiveUp if it is large: {@link #open} reads any
   */
  public byte[] body() {
    if (large.isPresent()) {
      throw new GiveUp(
          "the request's body has %d bytes: more than this component takes"
              .formatted(large.get().size()));
    }
    return Base64.getDecoder().decode(bodyBase64);
  }

  /** The body as it was sent, compressed or not, however large. */
  public InputStream open() {
    return large.map(LargeBody::open).orElseGet(() -> new ByteArrayInputStream(body()));
  }

  /** Bytes of the body. */
  public long size() {
    return large.map(LargeBody::size).orElseGet(() -> (long) body().length);
  }
}
