package io.tributary.connectors.cms;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A request as it came over a socket; anything that is not one breaks it off. */
record Request(String method, URI uri, Map<String, String> headers, InputStream body) {
  static Request read(InputStream in) throws IOException {
    var first = line(in).split(" ");
    if (first.length != 3 || !first[2].equals("HTTP/1.1")) {
      throw new IOException("no request line");
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(": ");
      if (colon < 1 || headers.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
        throw new IOException("a header that is none, or comes twice: " + line);
      }
    }
    if (headers.containsKey("Transfer-Encoding")) {
      throw new IOException("a body without a length");
    }
    long length = Long.parseLong(headers.getOrDefault("Content-Length", "0"));
    return new Request(first[0], URI.create(first[1]), headers, new Exactly(in, length));
  }

  String header(String name) {
    return headers.get(name);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        throw new IOException("ended in a line");
      }
      line.append((char) one);
    }
    if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
      throw new IOException("a line without its end");
    }
    line.setLength(line.length() - 1);
    return new String(
        line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** So many bytes of a stream. */
  private static final class Exactly extends InputStream {
    private final InputStream in;
    private long left;

    Exactly(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? in.read() : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int some = in.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(some, 0);
      return some;
    }
  }
}
