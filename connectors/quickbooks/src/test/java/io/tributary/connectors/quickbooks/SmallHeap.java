package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Emitter;
import io.tributary.sdk.LargeBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Attaches a large file in a process of its own, whose heap is small. */
final class SmallHeap {
  static final long SIZE = 64L * 1024 * 1024;

  private SmallHeap() {}

  public static void main(String[] words) {
    var setup =
        new PlainSetup(
            Map.of(),
            Map.of(
                "realmId",
                words[1],
                "environment",
                "own",
                "address",
                words[0],
                "oauth",
                Map.of("access_token", words[2])));
    var input =
        new Attach.Input(
            new Generated(),
            "large.bin",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    new Attach().run(input, setup, new Printing());
  }

  static String sum() throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    new Generated()
        .open()
        .transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Bytes that are made as they are read. */
  private record Generated() implements LargeBody {
    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private long at;

        @Override
        public int read() {
          return at == SIZE ? -1 : (int) (at++ * 31 >> 3) & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
          if (at == SIZE) {
            return -1;
          }
          int some = (int) Math.min(length, SIZE - at);
          for (int i = 0; i < some; i++) {
            into[from + i] = (byte) read();
          }
          return some;
        }
      };
    }
  }

  private record Printing() implements Emitter {
    @Override
    public void emit(Object output) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void emit(String key, Object output) {
      long peak =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .mapToLong(pool -> pool.getPeakUsage().getUsed())
              .sum();
      System.out.printf("attached %s, heap at most %d MiB%n", key, peak >> 20);
    }

    @Override
    public void page(Object cursor) {
      throw new UnsupportedOperationException();
    }
  }
}
