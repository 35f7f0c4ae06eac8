package io.tributary.benchmarks.report;

import io.tributary.benchmarks.figures.Figure;
import io.tributary.benchmarks.figures.Values;
import io.tributary.benchmarks.figures.Values.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** The run as tables, targets and ratios first. */
public record Report(Values values, Circumstances circumstances) {
  static final String BEGIN =
      "<!-- data plane: written by benchmarks/data-plane/run, from here -->";
  static final String END = "<!-- data plane: to here -->";

  /** What stands between the marks. */
  public String text() {
    var text = new StringBuilder(circumstances.text());
    line(text, "");
    line(text, "| ours ÷ peer in the same round, median | measured | to reach | |");
    line(text, "|---|---|---|---|");
    Target.all(values).forEach(target -> text.append(target.line()).append('\n'));
    line(text, "| scale to zero → first message done | – | ≤ 1.0 s | not measured here |");
    for (var figure : List.of(Figure.THROUGHPUT, Figure.PARTITIONS, Figure.PASS, Figure.WAIT)) {
      rates(figure, text);
    }
    latency(text);
    idle(text);
    kills(text);
    failures(text);
    return text.toString();
  }

  /**
   * Puts the text between the marks of a document; at its end where it has none yet.
   *
   * @throws IOException if it cannot be read or written
   */
  public void writeInto(Path document) throws IOException {
    Files.writeString(document, within(Files.readString(document), text()));
  }

  static String within(String document, String text) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    var block = BEGIN + "\n\n" + text + "\n" + END;
    return begin < 0 || end < begin
        ? document.stripTrailing() + "\n\n" + block + "\n"
        : document.substring(0, begin) + block + document.substring(end + END.length());
  }

  private void rates(Figure figure, StringBuilder text) {
    if (values.sides(figure).isEmpty()) {
      return;
    }
    heading(text, figure);
    line(
        text,
        "| | messages/s (least – most) | CPU µs per message | of the broker | lost / doubled |");
    line(text, "|---|---|---|---|---|");
    for (var side : values.sides(figure)) {
      var all = values.all(figure, side, Quantity.MESSAGES_PER_SECOND);
      text.append(
          "| %s | %s (%,.0f – %,.0f) | %s | %s | %s |\n"
              .formatted(
                  side,
                  number("%,.0f", values.median(figure, side, Quantity.MESSAGES_PER_SECOND)),
                  all.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                  all.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                  number("%.1f", values.median(figure, side, Quantity.CPU_MICROS_PER_MESSAGE)),
                  number("%.1f", values.median(figure, side, Quantity.BROKER_MICROS_PER_MESSAGE)),
                  checked(figure, side)));
    }
  }

  private void latency(StringBuilder text) {
    if (values.sides(Figure.LATENCY).isEmpty()) {
      return;
    }
    heading(text, Figure.LATENCY);
    line(text, "| | p50 | p99 | CPU µs per message, all steps | lost / doubled |");
    line(text, "|---|---|---|---|---|");
    for (var side : values.sides(Figure.LATENCY)) {
      text.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  side,
                  number("%.1f ms", values.median(Figure.LATENCY, side, Quantity.P50_MILLIS)),
                  number("%.1f ms", values.median(Figure.LATENCY, side, Quantity.P99_MILLIS)),
                  number(
                      "%.0f", values.median(Figure.LATENCY, side, Quantity.CPU_MICROS_PER_MESSAGE)),
                  checked(Figure.LATENCY, side)));
    }
  }

  private void idle(StringBuilder text) {
    if (values.sides(Figure.IDLE).isEmpty()) {
      return;
    }
    heading(text, Figure.IDLE);
    line(text, "| | ms per s |");
    line(text, "|---|---|");
    for (var side : values.sides(Figure.IDLE)) {
      text.append(
          "| %s | %s |\n"
              .formatted(
                  side, number("%.2f", values.median(Figure.IDLE, side, Quantity.IDLE_CPU))));
    }
  }

  private void kills(StringBuilder text) {
    for (var figure : List.of(Figure.WORKERS, Figure.RUNNERS)) {
      for (var side : values.sides(figure)) {
        var all = values.all(figure, side, Quantity.P99_MILLIS);
        text.append(
            "\n%s: %d kills, slowest message of a kill: median %s, most %s; lost / doubled: %s.\n"
                .formatted(
                    side,
                    all.size(),
                    number("%,.0f ms", values.median(figure, side, Quantity.P99_MILLIS)),
                    number("%,.0f ms", values.largest(figure, side, Quantity.P99_MILLIS)),
                    checked(figure, side)));
      }
    }
  }

  private void failures(StringBuilder text) {
    if (!values.failures().isEmpty()) {
      text.append("\nNot measured, because it failed:\n\n");
      values.failures().forEach(failure -> text.append("- ").append(failure).append('\n'));
    }
  }

  /** In any round. */
  private String checked(Figure figure, String side) {
    var lost = values.largest(figure, side, Quantity.LOST);
    var doubled = values.largest(figure, side, Quantity.DOUBLED);
    return number("%,.0f", lost) + " / " + number("%,.0f", doubled);
  }

  private static String number(String format, OptionalDouble value) {
    return value.isEmpty() ? "–" : format.formatted(value.getAsDouble());
  }

  private static void heading(StringBuilder text, Figure figure) {
    var title = figure.title();
    line(text, "");
    line(text, "### " + Character.toUpperCase(title.charAt(0)) + title.substring(1));
    line(text, "");
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append('\n');
  }
}
