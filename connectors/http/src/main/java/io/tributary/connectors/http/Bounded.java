package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes up to a limit: what was compressed can be a thousand times what was sent. */
final class Bounded extends FilterInputStream {
  private final String what;
  private final long most;
  private long read;
  private long ceiling;

  /** Of what, for the failure's text. */
  Bounded(InputStream in, String what, long most) {
    super(in);
    this.what = what;
    this.most = most;
    this.ceiling = most;
  }

  /** From here on at most so many, until {@link #open}: a part that is held in memory. */
  void narrow(long bytes) {
    ceiling = Math.min(most, read + bytes);
  }

  /** The part is over. */
  void open() {
    ceiling = most;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    counted(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return counted(super.read(bytes, offset, length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int counted(int some) {
    read += Math.max(some, 0);
    if (read > ceiling) {
      var part = ceiling < most ? "a part of " : "";
      throw new GiveUp("%s%s has too many bytes, at %d. Ask for less".formatted(part, what, read));
    }
    return some;
  }
}
