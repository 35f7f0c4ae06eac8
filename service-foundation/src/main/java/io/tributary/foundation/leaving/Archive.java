package io.tributary.foundation.leaving;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An export while it is written: a ZIP file, sent entry by entry and never held. One that was cut
 * off has no directory at its end, so that no reader takes it for a whole one.
 */
public final class Archive {
  private final ZipOutputStream zip;

  Archive(OutputStream out) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
  }

  /** Writes an entry's bytes. */
  @FunctionalInterface
  public interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Writes lines, each handed over without its end. */
  @FunctionalInterface
  public interface Lines {
    void write(Consumer<String> line) throws IOException;
  }

  /**
   * Adds a file.
   *
   * @param path with slashes, made of our names; unlike every other one
   */
  public void file(String path, Content content) throws IOException {
    zip.putNextEntry(new ZipEntry(path));
    content.write(new Open(zip));
    zip.closeEntry();
  }

  /** Adds a file of JSON Lines (jsonlines.org): UTF-8, one JSON text a line. */
  public void lines(String path, Lines lines) throws IOException {
    file(
        path,
        out -> {
          try {
            lines.write(
                line -> {
                  try {
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                  } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                  }
                });
          } catch (UncheckedIOException gone) {
            throw gone.getCause();
          }
        });
  }

  /** Writes the directory: the archive is whole. */
  void finish() throws IOException {
    zip.finish();
    zip.flush();
  }

  /** Stays open, whoever closes it. */
  private static final class Open extends FilterOutputStream {
    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
