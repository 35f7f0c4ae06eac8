package io.tributary.builder.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Hands on the lines of a container's log as they come; a line without an end is cut at 16 KiB. */
final class LogTail {
  private static final int LONGEST_LINE = 16 << 10;

  private final Path file;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream torn = new ByteArrayOutputStream();
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
  private long position;

  LogTail(Path file, Consumer<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  void read() throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < position) {
        // The log was rolled over: what is here now is new.
        position = 0;
      }
      for (int read = next(channel); read > 0; read = next(channel)) {
        position += read;
        buffer.flip();
        while (buffer.hasRemaining()) {
          take(buffer.get());
        }
      }
    } catch (NoSuchFileException notYet) {
      // The container has not said anything.
    }
  }

  void finish() throws IOException {
    read();
    if (torn.size() > 0) {
      give();
    }
  }

  private int next(FileChannel channel) throws IOException {
    return channel.read(buffer.clear(), position);
  }

  private void take(byte next) {
    if (next == '\n' || torn.size() == LONGEST_LINE) {
      give();
    }
    if (next != '\n') {
      torn.write(next);
    }
  }

  private void give() {
    lines.accept(torn.toString(UTF_8).stripTrailing());
    torn.reset();
  }
}
