package io.tributary.connectors.transform;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.tributary.sdk.GiveUp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** A CSV file that is written while it is read: some rows of it are in memory. */
final class CsvBytes extends InputStream {
  private static final int ENOUGH = 64 * 1024;

  private final Iterator<Object> rows;
  private final Function<Object, List<String>> cells;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final Writer encoder;
  private final CsvWriter writer;
  private byte[] ready = {};
  private int next;
  private long written;

  /**
   * Begins with the header.
   *
   * @param header empty for none
   */
  CsvBytes(
      CsvFormat format,
      boolean mark,
      List<String> header,
      Iterator<Object> rows,
      Function<Object, List<String>> cells)
      throws IOException {
    this.rows = rows;
    this.cells = cells;
    var charset = format.charsetOrUtf8();
    this.encoder =
        new OutputStreamWriter(
            buffer,
            charset
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    this.writer =
        CsvWriter.builder()
            .fieldSeparator(format.separatorCharacter())
            .quoteCharacter(format.quoteCharacter())
            .lineDelimiter(LineDelimiter.CRLF)
            .build(encoder);
    if (mark && charset.equals(StandardCharsets.UTF_8)) {
      encoder.write('\uFEFF');
    }
    if (!header.isEmpty()) {
      writer.writeRecord(header);
    }
  }

  long rowsWritten() {
    return written;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(ready[next++]) : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int some = Math.min(length, ready.length - next);
    System.arraycopy(ready, next, bytes, offset, some);
    next += some;
    return some;
  }

  private boolean fill() throws IOException {
    if (next < ready.length) {
      return true;
    }
    try {
      while (buffer.size() < ENOUGH && rows.hasNext()) {
        writer.writeRecord(cells.apply(rows.next()));
        writer.flush();
        written++;
      }
      encoder.flush();
    } catch (IOException | RuntimeException failure) {
      throw sorted(failure);
    }
    ready = buffer.toByteArray();
    next = 0;
    buffer.reset();
    return ready.length > 0;
  }

  private static RuntimeException sorted(Exception failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof CharacterCodingException) {
        return new GiveUp(
            "fields#/charset: has no such character as a row has. Choose UTF-8", failure);
      }
    }
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }
}
