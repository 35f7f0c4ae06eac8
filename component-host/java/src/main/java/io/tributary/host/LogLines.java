package io.tributary.host;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What a component prints, line by line; a line without end is cut before it fills the memory. */
final class LogLines extends OutputStream {
  private static final int LONGEST = 8 * 1024;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Consumer<String> lines;

  LogLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public synchronized void write(int character) {
    if (character == '\n') {
      end();
    } else if (character != '\r') {
      line.write(character);
      if (line.size() >= LONGEST) {
        end();
      }
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      write(bytes[i]);
    }
  }

  private void end() {
    if (line.size() > 0) {
      var text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      lines.accept(text);
    }
  }
}
