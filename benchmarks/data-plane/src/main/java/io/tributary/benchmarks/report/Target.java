package io.tributary.benchmarks.report;

import io.tributary.benchmarks.figures.Figure;
import io.tributary.benchmarks.figures.Values;
import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.sides.Sides;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One line of the first table.
 *
 * @param measured nothing where it could not be measured
 * @param format of the measured value
 * @param limit as the document says it
 * @param met whether a measured value reaches it
 */
record Target(
    String what,
    OptionalDouble measured,
    String format,
    String limit,
    java.util.function.DoublePredicate met) {

  static List<Target> all(Values values) {
    var targets = new ArrayList<Target>();
    targets.addAll(throughput(values));
    targets.addAll(waiting(values));
    targets.addAll(latency(values));
    targets.addAll(trouble(values));
    return targets;
  }

  String line() {
    if (measured.isEmpty()) {
      return "| %s | – | %s | not measured |".formatted(what, limit);
    }
    double value = measured.getAsDouble();
    return "| %s | %s | %s | %s |"
        .formatted(what, format.formatted(value), limit, met.test(value) ? "met" : "**missed**");
  }

  private static List<Target> throughput(Values values) {
    var ours = Sides.OURS.name();
    return List.of(
        atLeast(
            "throughput ÷ hand-written exactly-once loop",
            rate(values, Figure.THROUGHPUT, Sides.LOOP_EXACTLY_ONCE.name()),
            0.75),
        atLeast(
            "throughput ÷ Kafka Streams exactly once",
            rate(values, Figure.THROUGHPUT, Sides.STREAMS_EXACTLY_ONCE.name()),
            1.2),
        atLeast(
            "throughput ÷ Spring Cloud Stream's defaults",
            rate(values, Figure.THROUGHPUT, Sides.CLOUD_STREAM.name()),
            5),
        atMost(
            "CPU per message ÷ Kafka Streams exactly once",
            values.ratio(
                Figure.THROUGHPUT,
                ours,
                Sides.STREAMS_EXACTLY_ONCE.name(),
                Quantity.CPU_MICROS_PER_MESSAGE),
            "%.2f",
            1,
            "≤ 1.00"),
        atLeast(
            "four partitions: throughput ÷ hand-written exactly-once loop",
            rate(values, Figure.PARTITIONS, Sides.LOOP_EXACTLY_ONCE.name()),
            0.75),
        atLeast(
            "four partitions: throughput ÷ Kafka Streams exactly once",
            rate(values, Figure.PARTITIONS, Sides.STREAMS_EXACTLY_ONCE.name()),
            1.2),
        atLeast(
            "four partitions: throughput ÷ Spring Cloud Stream's defaults",
            rate(values, Figure.PARTITIONS, Sides.CLOUD_STREAM.name()),
            5),
        atLeast(
            "passed through, exactly once ÷ tuned loop, at least once",
            rate(values, Figure.PASS, Sides.LOOP.name()),
            0.5));
  }

  private static List<Target> waiting(Values values) {
    var ours = values.median(Figure.WAIT, Sides.OURS.name(), Quantity.MESSAGES_PER_SECOND);
    var fastest =
        values.sides(Figure.WAIT).stream()
            .filter(side -> !side.equals(Sides.OURS.name()))
            .mapToDouble(
                side -> values.median(Figure.WAIT, side, Quantity.MESSAGES_PER_SECOND).orElse(0))
            .max();
    var ratio =
        ours.isEmpty() || fastest.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(ours.getAsDouble() / fastest.getAsDouble());
    return List.of(
        new Target(
            "a step that waits 50 ms, concurrency 256, one partition",
            ours,
            "%,.0f messages/s",
            "≥ 4,000 messages/s",
            value -> value >= 4_000),
        new Target(
            "the same ÷ the fastest peer's defaults", ratio, "%.0f", "≥ 50", value -> value >= 50));
  }

  private static List<Target> latency(Values values) {
    var atLeastOnce = Sides.OURS_AT_LEAST_ONCE.name();
    return List.of(
        atMost(
            "4 steps, 500 messages/s, exactly once: p50 ÷ four Kafka Streams hops",
            values.ratio(
                Figure.LATENCY,
                Sides.OURS.name(),
                Sides.STREAMS_EXACTLY_ONCE.name(),
                Quantity.P50_MILLIS),
            "%.2f",
            0.5,
            "≤ 0.50"),
        atMost(
            "the same, at least once: p50",
            values.median(Figure.LATENCY, atLeastOnce, Quantity.P50_MILLIS),
            "%.1f ms",
            20,
            "≤ 20 ms"),
        atMost(
            "the same, at least once: p99",
            values.median(Figure.LATENCY, atLeastOnce, Quantity.P99_MILLIS),
            "%.1f ms",
            100,
            "≤ 100 ms"));
  }

  private static List<Target> trouble(Values values) {
    return List.of(
        atMost(
            "kill -9 of a worker → its messages done elsewhere, slowest of all kills",
            slowest(values, Figure.WORKERS),
            "%,.0f ms",
            1_000,
            "p99 ≤ 1 s"),
        atMost(
            "kill -9 of a runner → taken over, slowest of all kills",
            slowest(values, Figure.RUNNERS),
            "%,.0f ms",
            15_000,
            "p99 ≤ 15 s"),
        atMost(
            "CPU of an idle assignment in the runner",
            values.median(Figure.IDLE, Figure.IDLE_ASSIGNMENT, Quantity.IDLE_CPU),
            "%.2f ms/s",
            1,
            "≤ 1 ms/s"));
  }

  private static OptionalDouble slowest(Values values, Figure figure) {
    return values.sides(figure).stream()
        .mapToDouble(side -> values.largest(figure, side, Quantity.P99_MILLIS).orElse(0))
        .filter(value -> value > 0)
        .max();
  }

  private static OptionalDouble rate(Values values, Figure figure, String peer) {
    return values.ratio(figure, Sides.OURS.name(), peer, Quantity.MESSAGES_PER_SECOND);
  }

  private static Target atLeast(String what, OptionalDouble measured, double limit) {
    return new Target(what, measured, "%.2f", "≥ %.2f".formatted(limit), value -> value >= limit);
  }

  private static Target atMost(
      String what, OptionalDouble measured, String format, double most, String limit) {
    return new Target(what, measured, format, limit, value -> value <= most);
  }
}
