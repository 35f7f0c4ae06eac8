package io.tributary.connectors.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * What a request carries. It can be read again: for its signature, after a redirect, with a new
 * token.
 *
 * @param contentType empty where there is no body
 */
record Body(String contentType, long length, Supplier<InputStream> content) {
  static final Body NONE = new Body("", 0, InputStream::nullInputStream);

  static Body of(String contentType, byte[] bytes) {
    return new Body(contentType, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  static Body of(String contentType, String text) {
    return of(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** With its length said in advance, so that a body that breaks off is no whole one. */
  BodyPublisher publisher() {
    return length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(content), length);
  }
}
