package io.tributary.runtime.hooks;

import java.io.InputStream;

/** A stream of so many bytes that nobody holds. */
final class Endless extends InputStream {
  private long left;
  private final Runnable eachRead;

  /** How many were taken out of it. */
  long taken;

  Endless(long bytes) {
    this(bytes, () -> {});
  }

  Endless(long bytes, Runnable eachRead) {
    this.left = bytes;
    this.eachRead = eachRead;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    eachRead.run();
    if (left == 0) {
      return -1;
    }
    int some = (int) Math.min(Math.min(length, 8_192), left);
    for (int i = 0; i < some; i++) {
      bytes[offset + i] = (byte) (taken + i);
    }
    left -= some;
    taken += some;
    return some;
  }
}
