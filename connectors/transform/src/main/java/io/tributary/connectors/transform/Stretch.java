package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of which only so many may come between two marks: one element never fills the memory. */
final class Stretch extends FilterInputStream {
  private final long most;
  private final String tooLong;
  private long since;

  Stretch(InputStream bytes, long most, String tooLong) {
    super(bytes);
    this.most = most;
    this.tooLong = tooLong;
  }

  /** From here on the count begins anew. */
  void mark() {
    since = 0;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    count(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int some = super.read(bytes, offset, length);
    count(Math.max(0, some));
    return some;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int some) {
    since += some;
    if (since > most) {
      throw new GiveUp(tooLong);
    }
  }
}
