package io.tributary.connectors.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Cuts a stream at a boundary (RFC 2046, section 5.1.1); 64 KiB of it are in memory. */
final class PartReader {
  private static final int SIZE = 64 * 1024;

  private final InputStream source;

  /**
   * A line break and the boundary. Its break is nowhere else in it, so a search never goes back.
   */
  private final byte[] mark;

  private final byte[] buffer = new byte[SIZE];
  private int from;
  private int until;
  private boolean ended;
  private boolean started;

  PartReader(InputStream source, String boundary) {
    this.source = source;
    this.mark = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first boundary may have no line before it.
    buffer[until++] = '\r';
    buffer[until++] = '\n';
  }

  /**
   * Goes on to the next part, past what was not read of this one.
   *
   * @throws Malformed if the stream ends before the last boundary
   */
  boolean next() throws IOException {
    var rest = content();
    while (rest.read(new byte[SIZE]) >= 0) {
      // What nobody wanted goes by.
    }
    if (ended && from == until) {
      return false;
    }
    started = true;
    from += mark.length;
    var line = line(SIZE / 2);
    if (!line.isBlank() && !line.startsWith("--")) {
      throw new Malformed("multipart/form-data with more than a boundary in its line");
    }
    return !line.startsWith("--");
  }

  /** The part's headers, each byte a character. */
  String headers(int most) throws IOException {
    var headers = new StringBuilder();
    while (true) {
      var line = line(most);
      if (line.isEmpty()) {
        return headers.toString();
      }
      if (headers.length() + line.length() > most) {
        throw new Malformed("multipart/form-data with headers of more than " + most + " bytes");
      }
      headers.append(line).append('\n');
    }
  }

  /** The part's bytes, up to the next boundary. */
  InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = Math.min(length, ready());
        System.arraycopy(buffer, from, bytes, offset, some);
        from += some;
        return some == 0 && length > 0 ? -1 : some;
      }
    };
  }

  /** How many bytes from here on are surely the part's; 0 at its end. */
  private int ready() throws IOException {
    while (true) {
      int at = mark();
      if (at > from) {
        return at - from;
      }
      if (at == from && until - from >= mark.length) {
        return 0;
      }
      if (!fill()) {
        if (started) {
          throw cut();
        }
        // No boundary at all: there are no parts.
        from = until;
        return 0;
      }
    }
  }

  /** Where the mark is, or may begin, in what is in memory; the end where it is nowhere. */
  private int mark() {
    for (int at = from; at < until; at++) {
      int same = 0;
      while (same < mark.length && at + same < until && buffer[at + same] == mark[same]) {
        same++;
      }
      if (same == mark.length || at + same == until) {
        return at;
      }
    }
    return until;
  }

  /**
   * Up to a line break, which is taken; what the end of the stream cuts off after "--" is whole.
   */
  private String line(int most) throws IOException {
    var line = new StringBuilder();
    while (line.length() <= most) {
      if (from == until && !fill()) {
        if (line.toString().startsWith("--")) {
          return line.toString();
        }
        throw cut();
      }
      char one = (char) Byte.toUnsignedInt(buffer[from++]);
      if (one == '\n') {
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r'
            ? line.substring(0, length - 1)
            : line.toString();
      }
      line.append(one);
    }
    throw new Malformed("multipart/form-data with a line of more than " + most + " bytes");
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    System.arraycopy(buffer, from, buffer, 0, until - from);
    until -= from;
    from = 0;
    int some = source.read(buffer, until, buffer.length - until);
    ended = some < 0;
    until += Math.max(some, 0);
    return !ended;
  }

  private static Malformed cut() {
    return new Malformed("multipart/form-data that ends within a part");
  }
}
