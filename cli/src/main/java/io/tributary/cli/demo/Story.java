package io.tributary.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What the person at the terminal reads. */
final class Story {
  private final PrintWriter out;
  private final long begun = System.nanoTime();
  private int stage;

  Story(PrintWriter out) {
    this.out = out;
  }

  void stage(String title) {
    stage++;
    say("");
    say("%d  %s".formatted(stage, title));
  }

  void tell(String line) {
    say("   " + line);
  }

  void end(String line) {
    say("");
    say(
        String.format(
            Locale.ROOT, "%s  (%.0f s)", line, (System.nanoTime() - begun) / 1_000_000_000.0));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
