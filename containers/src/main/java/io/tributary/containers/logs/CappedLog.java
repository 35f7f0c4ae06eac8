package io.tributary.containers.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that, when full, becomes {@code <file>.1} (in place of an older one) and starts again, so
 * that at most twice its cap is kept; the new start says how many bytes were dropped for good.
 */
public final class CappedLog implements AutoCloseable {
  private final Path file;
  private final long cap;
  private OutputStream out;
  private long written;
  private long older;
  private long dropped;

  /** Begins an empty log. */
  public CappedLog(Path file, long cap) throws IOException {
    this.file = file;
    this.cap = cap;
    Files.deleteIfExists(olderOf(file));
    this.out = Files.newOutputStream(file);
  }

  /** Adds bytes at the end; they are in the file when this returns. */
  public synchronized void write(byte[] bytes) throws IOException {
    if (written + bytes.length > cap && written > 0) {
      turnOver();
    }
    out.write(bytes);
    written += bytes.length;
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  /** The newest bytes of the log, at most so many, the older file's included; empty without one. */
  public static String tail(Path file, int bytes) throws IOException {
    String newest = tailOf(file, bytes);
    int missing = bytes - newest.getBytes(UTF_8).length;
    return missing > 0 ? tailOf(olderOf(file), missing) + newest : newest;
  }

  /** Where the log before this one is kept. */
  public static Path olderOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  private void turnOver() throws IOException {
    out.close();
    dropped += older;
    older = written;
    Files.move(file, olderOf(file), StandardCopyOption.REPLACE_EXISTING);
    out = Files.newOutputStream(file);
    byte[] marker =
        "[log turned over; %d bytes dropped before %s]%n"
            .formatted(dropped, olderOf(file).getFileName())
            .getBytes(UTF_8);
    out.write(marker);
    written = marker.length;
  }

  private static String tailOf(Path file, int bytes) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (var channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - bytes));
      var buffer = java.nio.ByteBuffer.allocate((int) Math.min(bytes, channel.size()));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      return UTF_8.decode(buffer.flip()).toString();
    }
  }
}
