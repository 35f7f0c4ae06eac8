package io.tributary.platform.launch;

import io.tributary.platform.home.StartRefused;
import io.tributary.platform.part.StartEvent;
import java.io.PrintStream;
import java.util.Locale;

/** What a person sees: one line for each part, the same piped and on a terminal. */
final class Screen {
  private final PrintStream out;
  private final PrintStream err;

  Screen(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  void show(StartEvent event) {
    switch (event.kind()) {
      case OK -> line("ok", event.title(), event.text(), seconds(event));
      case NOTE -> line("note", event.title(), event.text(), "");
      case FAILED -> failed(event.text(), event.remedy());
      case READY -> ready(event);
    }
  }

  void line(String state, String title, String text, String seconds) {
    var row = String.format(Locale.ROOT, "  %-5s  %-16s  %-34s %s", state, title, text, seconds);
    out.println(row.stripTrailing());
  }

  void say(String text) {
    out.println(text);
  }

  void refused(StartRefused refused) {
    failed(refused.sentence(), refused.remedy());
  }

  void failed(String sentence, String remedy) {
    err.println("  fail   " + sentence);
    err.println("         " + remedy);
  }

  private void ready(StartEvent event) {
    out.println("  people");
    event.lines().forEach(login -> out.println("    " + login));
    out.println();
    out.printf(Locale.ROOT, "Tributary is ready in %.1f s: %s%n", event.seconds(), event.text());
  }

  private static String seconds(StartEvent event) {
    return String.format(Locale.ROOT, "%5.1f s", event.seconds());
  }
}
