package io.tributary.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One word of the conversation. The body is passed through, neither parsed nor copied: whoever
 * hands an array over must not change it afterwards. Sizes are checked where frames are read and
 * written.
 */
public final class Frame {
  private static final byte[] NO_BYTES = {};
  private static final String[] NO_HEADERS = {};

  private final FrameType type;
  private final long id;

  /** Key and value in turn. A map would cost more than everything else about a frame. */
  private final String[] headers;

  private final byte[] body;

  private Frame(FrameType type, long id, String[] headers, byte[] body) {
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
    return new Frame(type, id, NO_HEADERS, NO_BYTES);
  }

  /**
   * A frame as it was read.
   *
   * @param headers key and value in turn, no key twice
   */
  static Frame read(FrameType type, long id, String[] headers, byte[] body) {
    return new Frame(type, id, headers, body);
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
    int place = placeOf(key);
    var more = Arrays.copyOf(headers, Math.max(headers.length, place + 2));
    more[place] = key;
    more[place + 1] = Objects.requireNonNull(value);
    return new Frame(type, id, more, body);
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
    var map = LinkedHashMap.<String, String>newLinkedHashMap(headerCount());
    for (int i = 0; i < headerCount(); i++) {
      map.put(headerKey(i), headerValue(i));
    }
    return Collections.unmodifiableMap(map);
  }

  int headerCount() {
    return headers.length / 2;
  }

  String headerKey(int index) {
    return headers[2 * index];
  }

  String headerValue(int index) {
    return headers[2 * index + 1];
  }

  public Optional<String> header(String key) {
    int place = placeOf(key);
    return place < headers.length ? Optional.of(headers[place + 1]) : Optional.empty();
  }

  /**
   * The header without which the frame says nothing.
   *
   * @throws ProtocolViolation if the sender left it out
   */
  public String required(String key) throws ProtocolViolation {
    int place = placeOf(key);
    if (place == headers.length) {
      throw new ProtocolViolation(
          ProtocolViolation.Rule.HEADER_VALUE, type + " without its header " + key);
    }
    return headers[place + 1];
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
        && headers().equals(that.headers())
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * type.hashCode() + Long.hashCode(id)) + headers().hashCode())
        + Arrays.hashCode(body);
  }

  /** Without values: they hold secrets and people's data. */
  @Override
  public String toString() {
    return type
        + " "
        + Long.toUnsignedString(id)
        + " "
        + headers().keySet()
        + " "
        + body.length
        + " bytes";
  }

  /** Where the key stands, or would be added. */
  private int placeOf(String key) {
    int place = 0;
    while (place < headers.length && !headers[place].equals(key)) {
      place += 2;
    }
    return place;
  }
}
