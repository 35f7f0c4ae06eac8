package io.tributary.builder.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Counts what is whole in a log's file; a line that a crash has torn does not count. */
final class LogFile {
  /**
   * @param bytes up to and with the last line end
   */
  record Extent(long lines, long bytes) {}

  private LogFile() {}

  static Extent measure(FileChannel file) throws IOException {
    var buffer = ByteBuffer.allocate(64 << 10);
    long lines = 0;
    long whole = 0;
    long position = 0;
    while (file.read(buffer.clear(), position) > 0) {
      buffer.flip();
      while (buffer.hasRemaining()) {
        position++;
        if (buffer.get() == '\n') {
          lines++;
          whole = position;
        }
      }
    }
    return new Extent(lines, whole);
  }
}
