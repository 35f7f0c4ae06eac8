package io.tributary.protocol;

import io.tributary.protocol.ProtocolViolation.Rule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames; any number of threads may send at once, and what they send while a system call is
 * under way leaves together with the next one. Frames of one thread keep their order.
 *
 * <p>A sender waits while more than {@value #HIGH_WATER} bytes stand before it, so a slow reader
 * slows its writers down instead of filling their memory. A broken rule is told to the sender
 * before a byte of the frame is written; after an {@link IOException} every later call fails too.
 */
public final class FrameWriter {
  private static final int FIRST_SIZE = 16 * 1024;
  private static final int HIGH_WATER = 1024 * 1024;

  /** The JDK copies a heap buffer outside the heap before each write: in parts of this size. */
  private static final int PART = 128 * 1024;

  private final WritableByteChannel channel;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private ByteBuffer waiting = ByteBuffer.allocate(FIRST_SIZE);
  private ByteBuffer leaving = ByteBuffer.allocate(FIRST_SIZE);
  private boolean writing;
  private @Nullable IOException broken;

  public FrameWriter(WritableByteChannel channel) {
    this.channel = channel;
  }

  /** Writes the frame, and whatever was appended before it. */
  public void send(Frame frame) throws IOException {
    lock.lock();
    try {
      encode(frame);
      drain();
    } finally {
      lock.unlock();
    }
  }

  /** Writes the frames together. */
  public void sendAll(List<Frame> frames) throws IOException {
    lock.lock();
    try {
      for (var frame : frames) {
        encode(frame);
        drainIfFull();
      }
      drain();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps the frame until the next send, flush, or until enough has come together. */
  public void append(Frame frame) throws IOException {
    lock.lock();
    try {
      encode(frame);
      drainIfFull();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when everything handed over before is written, or on its way by another thread. */
  public void flush() throws IOException {
    lock.lock();
    try {
      drain();
    } finally {
      lock.unlock();
    }
  }

  /** Returns when nothing waits and nothing is on its way. */
  public void flushFully() throws IOException {
    lock.lock();
    try {
      drain();
      while (writing) {
        written.awaitUninterruptibly();
      }
      throwIfBroken();
    } finally {
      lock.unlock();
    }
  }

  private void drainIfFull() throws IOException {
    if (waiting.position() >= PART) {
      drain();
    }
  }

  private void drain() throws IOException {
    while (writing && waiting.position() > HIGH_WATER) {
      written.awaitUninterruptibly();
    }
    if (writing) {
      return;
    }
    throwIfBroken();
    writing = true;
    try {
      while (waiting.position() > 0) {
        var full = waiting;
        waiting = leaving;
        leaving = full;
        lock.unlock();
        try {
          writeFully(full.flip());
        } finally {
          lock.lock();
          leaving = full.capacity() > HIGH_WATER ? ByteBuffer.allocate(FIRST_SIZE) : full.clear();
        }
        written.signalAll();
      }
    } catch (IOException failure) {
      broken = failure;
      throw failure;
    } finally {
      writing = false;
      written.signalAll();
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      bytes.limit(Math.min(end, bytes.position() + PART));
      channel.write(bytes);
    }
  }

  private void throwIfBroken() throws IOException {
    if (broken != null) {
      throw new IOException("the connection is broken", broken);
    }
  }

  private void encode(Frame frame) throws IOException {
    throwIfBroken();
    var type = frame.type();
    int headers = frame.headerCount();
    if (!type.allowsId(frame.id())) {
      throw new ProtocolViolation(Rule.ID, type + " with id " + frame.id());
    }
    if (headers > Limits.HEADER_COUNT) {
      throw new ProtocolViolation(Rule.HEADER_COUNT, type + " with " + headers);
    }
    var values = new byte[headers][];
    int counted = 0;
    int steps = 0;
    for (int i = 0; i < headers; i++) {
      values[i] = frame.headerValue(i).getBytes(StandardCharsets.UTF_8);
      int size = 1 + frame.headerKey(i).length() + 4 + values[i].length;
      if (type == FrameType.MESSAGE && frame.headerKey(i).equals(HeaderKey.STEPS)) {
        steps = size;
      } else {
        counted += size;
      }
    }
    if (counted > Limits.HEADERS || steps > Limits.BODY) {
      throw new ProtocolViolation(Rule.HEADER_SIZE, type + " with " + (counted + steps) + " bytes");
    }
    if (frame.body().length > type.bodyLimit() - steps) {
      throw new ProtocolViolation(
          Rule.BODY_SIZE, type + " with " + frame.body().length + " bytes of body");
    }
    put(frame, values, Limits.LEAST_FRAME + counted + steps + frame.body().length);
  }

  private void put(Frame frame, byte[][] values, int length) {
    reserve(4 + length);
    waiting.putInt(length).put((byte) frame.type().code()).putLong(frame.id());
    waiting.putShort((short) values.length);
    for (int i = 0; i < values.length; i++) {
      var key = frame.headerKey(i);
      waiting.put((byte) key.length()).put(key.getBytes(StandardCharsets.ISO_8859_1));
      waiting.putInt(values[i].length).put(values[i]);
    }
    waiting.put(frame.body());
  }

  private void reserve(int bytes) {
    if (waiting.remaining() < bytes) {
      int needed = waiting.position() + bytes;
      int size = Math.max(needed, (int) Math.min(2L * waiting.capacity(), Integer.MAX_VALUE - 8));
      waiting = ByteBuffer.allocate(size).put(waiting.flip());
    }
  }
}
