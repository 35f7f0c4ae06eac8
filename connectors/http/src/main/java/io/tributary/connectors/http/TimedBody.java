package io.tributary.connectors.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that is cut off at its deadline: the client's own limit ends with the headers. */
final class TimedBody extends FilterInputStream {
  private final Deadline deadline;
  private final Thread guard;
  private volatile boolean late;

  TimedBody(InputStream in, Deadline deadline) {
    super(in);
    this.deadline = deadline;
    this.guard = Thread.ofVirtual().name("deadline").unstarted(this::cutOff);
    guard.start();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int some = in.read(bytes, offset, length);
      if (late) {
        throw deadline.late();
      }
      return some;
    } catch (IOException broken) {
      if (late) {
        throw deadline.late();
      }
      throw broken;
    }
  }

  @Override
  public void close() throws IOException {
    guard.interrupt();
    in.close();
  }

  private void cutOff() {
    try {
      Thread.sleep(Math.max(0, deadline.end() - System.nanoTime()) / 1_000_000);
      late = true;
      in.close();
    } catch (InterruptedException | IOException over) {
      // It was read in time, or its end is there already.
    }
  }
}
