package io.tributary.builder.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a build's log from a line on, and goes on where it stopped. It looks at the file alone, so
 * it follows a build that another process runs. Not safe for threads.
 */
public final class LogFollower {
  private final Path file;
  private final JsonMapper json;
  private final long from;
  private final ByteArrayOutputStream torn = new ByteArrayOutputStream();
  private long position;
  private long lines;
  private boolean ended;

  LogFollower(Path file, JsonMapper json, long from) {
    this.file = file;
    this.json = json;
    this.from = from;
  }

  /** Whether the final block has been given. */
  public boolean ended() {
    return ended;
  }

  /** How many lines there are so far. */
  public long lines() {
    return lines;
  }

  /** What was written since the last call, as JSON texts of one line each; empty where nothing. */
  public List<String> next() throws IOException {
    var texts = new ArrayList<String>();
    var buffer = ByteBuffer.allocate(64 << 10);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (!ended && channel.read(buffer.clear(), position) > 0) {
        take(buffer.flip(), texts);
      }
    } catch (NoSuchFileException notYetWritten) {
      return List.of();
    }
    return texts;
  }

  private void take(ByteBuffer buffer, List<String> texts) {
    while (buffer.hasRemaining()) {
      byte next = buffer.get();
      position++;
      if (next != '\n') {
        torn.write(next);
        continue;
      }
      var text = torn.toString(UTF_8);
      torn.reset();
      lines++;
      ended =
          text.contains("\"end\"")
              && json.readValue(text, LogRecord.class) instanceof LogRecord.End;
      if (lines >= from) {
        texts.add(text);
      }
      if (ended) {
        return;
      }
    }
  }
}
