package io.tributary.connectors.http;

import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * An answer whose body is still to be read.
 *
 * @param address that gave it
 */
record Incoming(
    Outgoing request, int status, HttpHeaders headers, TimedBody raw, List<String> secrets)
    implements AutoCloseable {
  /** Of a decoded body: as many as the platform keeps for one message. */
  static final long MOST_BYTES = 100L * 1024 * 1024;

  private static final int BUFFER = 16 * 1024;

  URI address() {
    return request.address();
  }

  /** The first of that name; empty where it was not sent. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /**
   * Names in lower case; a list where one comes twice. What said how the bytes came is left out.
   */
  Map<String, Object> shownHeaders() {
    var shown = new LinkedHashMap<String, Object>();
    headers
        .map()
        .forEach(
            (name, values) ->
                shown.put(
                    name.toLowerCase(Locale.ROOT),
                    values.size() == 1 ? values.getFirst() : values));
    shown.keySet().remove(":status");
    if (isGzip()) {
      shown.remove("content-encoding");
      shown.remove("content-length");
    }
    return shown;
  }

  /** The body, decompressed where it was gzip; at most {@link #MOST_BYTES}. */
  InputStream body() throws IOException {
    var first = new PushbackInputStream(raw, 1);
    int one = first.read();
    if (one < 0) {
      return InputStream.nullInputStream();
    }
    first.unread(one);
    var decoded = isGzip() ? new GZIPInputStream(first, BUFFER) : first;
    return new Bounded(decoded, "the answer of " + request.name(), MOST_BYTES);
  }

  /** Whether the bytes are still in a code that this connector does not read. */
  boolean isEncoded() {
    var coding = header("content-encoding");
    return !coding.isEmpty() && !coding.equalsIgnoreCase("identity") && !isGzip();
  }

  /** The beginning of the body for people, on one line, without the connection's secrets. */
  String excerpt() {
    try (var content = body()) {
      var text = new String(content.readNBytes(8 * 1024), StandardCharsets.UTF_8);
      return Redaction.shortened(text, secrets);
    } catch (IOException | RetryLater unreadable) {
      return "";
    }
  }

  @Override
  public void close() {
    try {
      raw.close();
    } catch (IOException alreadyGone) {
      // Nothing is left to be closed.
    }
  }

  private boolean isGzip() {
    var coding = header("content-encoding").strip();
    return coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip");
  }
}
