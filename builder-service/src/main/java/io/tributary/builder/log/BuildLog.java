package io.tributary.builder.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.function.LongFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes one build's log. Safe for threads. Lines are cut at 4,096 characters and control bytes are
 * escaped; past 4 MiB further lines are counted, and a marker says how many were dropped. Stage
 * ends and the final block are always written.
 */
public final class BuildLog implements AutoCloseable {
  private static final long MOST_BYTES = 4L << 20;
  private static final int LONGEST_LINE = 4_096;

  private final FileChannel file;
  private final JsonMapper json;
  private final Clock clock;
  private long lines;
  private long bytes;
  private long dropped;

  private BuildLog(FileChannel file, JsonMapper json, Clock clock, LogFile.Extent extent) {
    this.file = file;
    this.json = json;
    this.clock = clock;
    this.lines = extent.lines();
    this.bytes = extent.bytes();
  }

  static BuildLog open(Path path, JsonMapper json, Clock clock) throws IOException {
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      var extent = LogFile.measure(file);
      file.truncate(extent.bytes());
      file.position(extent.bytes());
      return new BuildLog(file, json, clock, extent);
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  /** Writes a line of text; gives its number, or that of the last line where it was dropped. */
  public synchronized long line(String stage, String text) {
    if (bytes >= MOST_BYTES) {
      dropped++;
      return lines;
    }
    var shown = shown(text);
    return write(number -> new LogRecord.Line(number, clock.instant(), stage, shown));
  }

  /** Writes the end of a stage. */
  public synchronized void stageEnded(String stage, String result, long millis, String summary) {
    tellDropped(stage);
    var shown = shown(summary);
    write(
        number -> new LogRecord.StageEnded(number, clock.instant(), stage, result, millis, shown));
  }

  /** Writes the final block, made for its line number. */
  public synchronized void end(LongFunction<LogRecord.End> block) {
    tellDropped("end");
    write(block::apply);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void tellDropped(String stage) {
    if (dropped > 0) {
      var count = dropped;
      dropped = 0;
      write(
          number ->
              new LogRecord.Line(
                  number, clock.instant(), stage, count + " lines dropped: the log is full."));
    }
  }

  private long write(LongFunction<LogRecord> record) {
    var text = json.writeValueAsString(record.apply(lines + 1)) + "\n";
    var buffer = ByteBuffer.wrap(text.getBytes(UTF_8));
    bytes += buffer.remaining();
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("The build's log cannot be written.", failure);
    }
    return ++lines;
  }

  /** A tool's output may try to move the cursor or to forge lines of a terminal. */
  private static String shown(String text) {
    var shown = new StringBuilder(Math.min(text.length(), LONGEST_LINE));
    text.codePoints()
        .limit(LONGEST_LINE)
        .forEach(
            point -> {
              if (point == '\t' || !Character.isISOControl(point)) {
                shown.appendCodePoint(point);
              } else {
                shown.append("\\x%02x".formatted(point));
              }
            });
    return text.length() > LONGEST_LINE ? shown + "…" : shown.toString();
  }
}
