package io.tributary.runtime.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Large bodies that are made while they are sent, so that no test holds one in memory. */
public final class Bodies {
  private static final int MIB = 1024 * 1024;

  private Bodies() {}

  /** As many bytes, always the same ones. */
  public static InputStream content(long size) {
    return new InputStream() {
      private long at;

      @Override
      public int read() {
        return at < size ? (int) (at++ * 31 & 0xFF) : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        if (at == size) {
          return -1;
        }
        int some = (int) Math.min(length, size - at);
        for (int i = 0; i < some; i++) {
          bytes[offset + i] = (byte) read();
        }
        return some;
      }
    };
  }

  public static String sha256(InputStream content) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var in = new DigestInputStream(content, digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** As many zeros, packed to a thousandth of that. */
  public static byte[] gzip(long zeros) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      var piece = new byte[MIB];
      for (long i = 0; i < zeros; i += piece.length) {
        out.write(piece);
      }
    }
    return packed.toByteArray();
  }
}
