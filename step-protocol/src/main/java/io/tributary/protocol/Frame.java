package io.tributary.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One word of the conversation. The body is passed through, neither parsed nor copied: whoever
 * hands an array over must not change it afterwards. Sizes are checked where frames are read and
 * written.
 */
public final class Frame {
  private static final byte[] NO_BYTES = {};

  private final FrameType type;
  private final long id;
  private final Map<String, String> headers;
  private final byte[] body;

  private Frame(FrameType type, long id, Map<String, String> headers, byte[] body) {
    this.type = type;
    this.id = id;
    this.headers = headers;
    this.body = body;
  }

  /** A frame about the connection itself. */
  public static Frame of(FrameType type) {
    return of(type, 0);
  }

  /** A frame about a message or request. */
  public static Frame of(FrameType type, long id) {
    return new Frame(type, id, Map.of(), NO_BYTES);
  }

  static Frame read(FrameType type, long id, Map<String, String> headers, byte[] body) {
    return new Frame(type, id, Collections.unmodifiableMap(headers), body);
  }

  /**
   * The same frame with one more header.
   *
   * @throws IllegalArgumentException if the key is not of {@code [a-z0-9.-]}, 1 to 255 long
   */
  public Frame with(String key, String value) {
    if (!HeaderKey.isValid(key)) {
      throw new IllegalArgumentException("header key: use 1 to 255 of a-z, 0-9, . and -");
    }
    var more = new LinkedHashMap<>(headers);
    more.put(key, value);
    return new Frame(type, id, Collections.unmodifiableMap(more), body);
  }

  public Frame with(String key, long value) {
    return with(key, Long.toString(value));
  }

  public Frame withBody(byte[] bytes) {
    return new Frame(type, id, headers, bytes);
  }

  public Frame withBody(String text) {
    return withBody(text.getBytes(StandardCharsets.UTF_8));
  }

  public FrameType type() {
    return type;
  }

  /** The message or request it is about; 0 where it is about the connection. */
  public long id() {
    return id;
  }

  /** In the order of the wire. */
  public Map<String, String> headers() {
    return headers;
  }

  public Optional<String> header(String key) {
    return Optional.ofNullable(headers.get(key));
  }

  /**
   * The header without which the frame says nothing.
   *
   * @throws ProtocolViolation if the sender left it out
   */
  public String required(String key) throws ProtocolViolation {
    var value = headers.get(key);
    if (value == null) {
      throw new ProtocolViolation(
          ProtocolViolation.Rule.HEADER_VALUE, type + " without its header " + key);
    }
    return value;
  }

  /** Not a copy. */
  public byte[] body() {
    return body;
  }

  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame that
        && type == that.type
        && id == that.id
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * type.hashCode() + Long.hashCode(id)) + headers.hashCode())
        + Arrays.hashCode(body);
  }

  /** Without values: they hold secrets and people's data. */
  @Override
  public String toString() {
    return type
        + " "
        + Long.toUnsignedString(id)
        + " "
        + headers.keySet()
        + " "
        + body.length
        + " bytes";
  }
}
