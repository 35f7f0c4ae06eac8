package io.tributary.protocol;

import io.tributary.protocol.ProtocolViolation.Rule;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads frames of one sender; many small frames cost one system call. Believes nothing: every limit
 * is checked before memory is set aside for what it limits. For one thread.
 */
public final class FrameReader {
  private static final int BUFFER = 64 * 1024;

  /** Grown step by step, so that a length alone cannot make us set 16 MiB aside. */
  private static final int TRUSTED = 256 * 1024;

  private final ReadableByteChannel channel;
  private final Sender sender;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();

  private FrameReader(ReadableByteChannel channel, Sender sender) {
    this.channel = channel;
    this.sender = sender;
  }

  /** For the runner: what a host says. */
  public static FrameReader fromHost(ReadableByteChannel channel) {
    return new FrameReader(channel, Sender.HOST);
  }

  /** For a host: what the runner says. */
  public static FrameReader fromRunner(ReadableByteChannel channel) {
    return new FrameReader(channel, Sender.RUNNER);
  }

  /**
   * Waits for the next frame; empty when the other side has closed between two frames.
   *
   * @throws ProtocolViolation if a rule is broken
   * @throws EOFException if the other side went away in the middle of a frame
   */
  public Optional<Frame> read() throws IOException {
    if (!buffer.hasRemaining() && !refill()) {
      return Optional.empty();
    }
    int length = readInt();
    if (length < Limits.LEAST_FRAME || length > Limits.FRAME) {
      throw new ProtocolViolation(
          Rule.LENGTH, "a frame of " + Integer.toUnsignedString(length) + " bytes");
    }
    require(Limits.LEAST_FRAME);
    var type = type(Byte.toUnsignedInt(buffer.get()));
    long id = buffer.getLong();
    if (!type.allowsId(id)) {
      throw new ProtocolViolation(Rule.ID, type + (id == 0 ? " without an id" : " with an id"));
    }
    int headerCount = Short.toUnsignedInt(buffer.getShort());
    var left = new Remaining(length - Limits.LEAST_FRAME);
    var headers = headers(type, headerCount, left);
    int stepsSize = type == FrameType.MESSAGE ? left.steps : 0;
    if (left.bytes > type.bodyLimit() - stepsSize) {
      throw new ProtocolViolation(
          type.bodyLimit() == Limits.NO_BODY ? Rule.BODY : Rule.BODY_SIZE,
          type + " with " + left.bytes + " bytes of body");
    }
    return Optional.of(Frame.read(type, id, headers, readBytes(left.bytes)));
  }

  /** Whether a frame, or a part of one, is here without another system call. */
  public boolean hasBuffered() {
    return buffer.hasRemaining();
  }

  private FrameType type(int code) throws ProtocolViolation {
    var type = FrameType.ofCode(code);
    if (type == null) {
      throw new ProtocolViolation(Rule.TYPE, "unknown type " + code);
    }
    if (type.sender() != sender) {
      throw new ProtocolViolation(Rule.DIRECTION, type + " is not " + sender + "'s to say");
    }
    return type;
  }

  private String[] headers(FrameType type, int count, Remaining left)
      throws IOException {
    if (count > Limits.HEADER_COUNT) {
      throw new ProtocolViolation(Rule.HEADER_COUNT, type + " with " + count + " headers");
    }
    var headers = new String[2 * count];
    int counted = 0;
    for (int i = 0; i < count; i++) {
      left.take(1, type);
      require(1);
      int keyLength = Byte.toUnsignedInt(buffer.get());
      left.take(keyLength + 4, type);
      var key = key(type, keyLength);
      int valueLength = readInt();
      if (valueLength < 0) {
        throw new ProtocolViolation(Rule.HEADER_SIZE, type + ", header " + key);
      }
      left.take(valueLength, type);
      int size = 1 + keyLength + 4 + valueLength;
      if (type == FrameType.MESSAGE && key.equals(HeaderKey.STEPS)) {
        left.steps = size;
      } else {
        counted += size;
      }
      if (counted > Limits.HEADERS || left.steps > Limits.BODY) {
        throw new ProtocolViolation(Rule.HEADER_SIZE, type + ", header " + key);
      }
      for (int other = 0; other < i; other++) {
        if (headers[2 * other].equals(key)) {
          throw new ProtocolViolation(Rule.HEADER_KEY, type + " with two headers " + key);
        }
      }
      headers[2 * i] = key;
      headers[2 * i + 1] = text(readBytes(valueLength), type, key);
    }
    return headers;
  }

  private String key(FrameType type, int length) throws IOException {
    var bytes = readBytes(length);
    for (byte character : bytes) {
      if (!HeaderKey.isAllowed(character)) {
        throw new ProtocolViolation(Rule.HEADER_KEY, type + " with a key outside [a-z0-9.-]");
      }
    }
    if (length == 0) {
      throw new ProtocolViolation(Rule.HEADER_KEY, type + " with an empty key");
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes, FrameType type, String key) throws ProtocolViolation {
    for (byte character : bytes) {
      if (character < 0) {
        return strictText(bytes, type, key);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String strictText(byte[] bytes, FrameType type, String key)
      throws ProtocolViolation {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException broken) {
      throw new ProtocolViolation(Rule.HEADER_VALUE, type + ", header " + key + " is not UTF-8");
    }
  }

  private int readInt() throws IOException {
    require(4);
    return buffer.getInt();
  }

  private byte[] readBytes(int length) throws IOException {
    var bytes = new byte[Math.min(length, TRUSTED)];
    int filled = 0;
    while (filled < length) {
      if (filled == bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(length, 4L * bytes.length));
      }
      if (!buffer.hasRemaining() && !refill()) {
        throw new EOFException("the other side went away in the middle of a frame");
      }
      int part = Math.min(bytes.length - filled, buffer.remaining());
      buffer.get(bytes, filled, part);
      filled += part;
    }
    return bytes;
  }

  private void require(int bytes) throws IOException {
    while (buffer.remaining() < bytes) {
      if (!refill()) {
        throw new EOFException("the other side went away in the middle of a frame");
      }
    }
  }

  private boolean refill() throws IOException {
    buffer.compact();
    try {
      return channel.read(buffer) > 0;
    } finally {
      buffer.flip();
    }
  }

  /** Counts a frame's bytes down, so that no header can reach into the next frame. */
  private static final class Remaining {
    int bytes;
    int steps;

    Remaining(int bytes) {
      this.bytes = bytes;
    }

    void take(int taken, FrameType type) throws ProtocolViolation {
      if (taken > bytes) {
        throw new ProtocolViolation(Rule.LENGTH, type + " whose headers end after it");
      }
      bytes -= taken;
    }
  }
}
