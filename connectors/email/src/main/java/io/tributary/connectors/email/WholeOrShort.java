package io.tributary.connectors.email;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * Content that ends where it cannot be decoded any more, and says so afterwards: a large body that
 * was begun is to be ended, or the next one would begin with its pieces.
 */
final class WholeOrShort extends FilterInputStream {
  private Optional<IOException> malformed = Optional.empty();

  WholeOrShort(InputStream content) {
    super(content);
  }

  /**
   * After the end.
   *
   * @throws IOException if it came too early
   */
  void checkWhole() throws IOException {
    if (malformed.isPresent()) {
      throw malformed.get();
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (malformed.isPresent()) {
      return -1;
    }
    try {
      return super.read(bytes, offset, length);
    } catch (IOException broken) {
      if (broken instanceof InterruptedIOException || Endings.in(broken).isPresent()) {
        // No more is stored within this attempt.
        throw broken;
      }
      malformed = Optional.of(broken);
      return -1;
    }
  }
}
