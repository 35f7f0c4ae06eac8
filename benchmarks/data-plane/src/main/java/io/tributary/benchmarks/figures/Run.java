package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.peers.Work;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.sides.Side;
import io.tributary.benchmarks.sides.Sides;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * All figures, round by round, the sides of each figure one after the other. What fails is noted;
 * the rest is measured.
 */
public final class Run {
  private static final int ORDERS = 1_200_000;
  private static final int KILLS_OF_WORKERS = 4;

  /** JVMs that pass 500 messages a second have compiled most of their work by then. */
  private static final Duration LATENCY_WARM = Duration.ofSeconds(20);

  private static final Duration BROKER_WARM = Duration.ofSeconds(15);

  /** All rounds together; later, what no target needs is left out. */
  private static final long ROUNDS_SECONDS = 1_260;

  private static final List<Side> THROUGHPUT =
      List.of(
          Sides.OURS,
          Sides.LOOP_EXACTLY_ONCE,
          Sides.STREAMS_EXACTLY_ONCE,
          Sides.CLOUD_STREAM,
          Sides.OURS_AT_LEAST_ONCE,
          Sides.LOOP,
          Sides.STREAMS_EXACTLY_ONCE_TUNED,
          Sides.LOOP_DEFAULTS,
          Sides.LOOP_EXACTLY_ONCE_DEFAULTS,
          Sides.STREAMS,
          Sides.CLOUD_STREAM_TUNED,
          Sides.LISTENER,
          Sides.LISTENER_TUNED,
          Sides.CAMEL,
          Sides.CAMEL_TUNED);

  /** No target is compared with their throughput: every second round is enough. */
  private static final Set<Side> SELDOM =
      Set.of(
          Sides.LOOP_DEFAULTS,
          Sides.LOOP_EXACTLY_ONCE_DEFAULTS,
          Sides.STREAMS,
          Sides.CLOUD_STREAM_TUNED,
          Sides.LISTENER,
          Sides.LISTENER_TUNED,
          Sides.CAMEL,
          Sides.CAMEL_TUNED);

  private static final List<Side> PARTITIONS =
      List.of(Sides.OURS, Sides.LOOP_EXACTLY_ONCE, Sides.STREAMS_EXACTLY_ONCE, Sides.CLOUD_STREAM);
  private static final List<Side> PASS = List.of(Sides.OURS, Sides.LOOP, Sides.LOOP_EXACTLY_ONCE);
  private static final List<Side> WAITING =
      List.of(Sides.LOOP_DEFAULTS, Sides.STREAMS, Sides.CLOUD_STREAM, Sides.LISTENER, Sides.CAMEL);
  private static final List<Side> LATENCY =
      List.of(
          Sides.OURS,
          Sides.STREAMS_EXACTLY_ONCE,
          Sides.OURS_AT_LEAST_ONCE,
          Sides.STREAMS_EXACTLY_ONCE_TUNED);

  private final Lab lab;
  private final Set<Figure> figures;
  private final String sides;
  private final Values values;
  private int jobs;
  private int rounds;
  private long begun;

  /**
   * Measures nothing yet.
   *
   * @param sides part of the names of those that are measured; empty = all
   */
  public Run(Lab lab, Set<Figure> figures, String sides, Values values) {
    this.lab = lab;
    this.figures = Set.copyOf(figures);
    this.sides = sides;
    this.values = values;
  }

  public void rounds(int count) {
    rounds = count;
    begun = System.nanoTime();
    warm();
    fill();
    for (int round = 0; round < rounds; round++) {
      say("Round %d of %d, after %d s".formatted(round + 1, rounds, seconds()));
      throughput(Figure.THROUGHPUT, THROUGHPUT, Work.JSON, Sources.ONE, 1, round);
      throughput(
          Figure.PARTITIONS, PARTITIONS, Work.JSON, Sources.FOUR, Sources.FOUR_PARTITIONS, round);
      throughput(Figure.PASS, PASS, Work.PASS, Sources.ONE, 1, round);
      waiting(round);
      latency(round);
    }
    idle(Math.min(3, rounds));
    if (figures.contains(Figure.WORKERS)) {
      attempt(
          "kills of workers",
          () -> new Kills(lab).workers(nextName(), KILLS_OF_WORKERS * rounds, values));
    }
    if (figures.contains(Figure.RUNNERS)) {
      attempt("kills of runners", () -> new Kills(lab).runners(nextName(), rounds, values));
    }
    say("Measured in %d s".formatted(seconds()));
  }

  private void fill() {
    boolean one =
        Set.of(Figure.THROUGHPUT, Figure.PASS, Figure.WAIT).stream().anyMatch(figures::contains);
    say("Fills the sources");
    if (one) {
      Sources.fill(lab, Sources.ONE, 1, ORDERS);
    }
    if (figures.contains(Figure.PARTITIONS)) {
      Sources.fill(lab, Sources.FOUR, Sources.FOUR_PARTITIONS, ORDERS);
    }
  }

  /**
   * So that nobody is charged with what the broker's compilers do for everybody; and our runner
   * leaves its start cache.
   */
  private void warm() {
    say("Warms the broker");
    Sources.fill(lab, Sources.WARM, 1, ORDERS / 2);
    var throughput = new Throughput(lab, BROKER_WARM, Duration.ofSeconds(1), ORDERS / 2);
    for (var side : List.of(Sides.LOOP_EXACTLY_ONCE, Sides.LOOP, Sides.OURS)) {
      var job = new Job(Work.JSON, Sources.WARM, List.of(nextName()), 1);
      attempt(
          "warming the broker",
          () -> throughput.measure(Figure.THROUGHPUT, side, job, 0, new Values()));
    }
  }

  private void throughput(
      Figure figure, List<Side> all, Work work, String source, int partitions, int round) {
    if (!figures.contains(figure)) {
      return;
    }
    var warm = Duration.ofMillis(work == Work.JSON ? 12_000 : 6_000);
    // A profile wants samples of code that is warm.
    var measured = Duration.ofMillis(lab.programs().profiled() ? 15_000 : 2_500);
    var throughput = new Throughput(lab, warm, measured, ORDERS);
    for (var side : chosen(all, round)) {
      if (isLeftOut(side, round)) {
        continue;
      }
      var job = new Job(work, source, List.of(nextName()), partitions);
      attempt(
          "%s, %s, round %d".formatted(figure.title(), side.name(), round + 1),
          () -> throughput.measure(figure, side, job, round, values));
      print(figure, side.name(), round);
    }
  }

  private void waiting(int round) {
    if (!figures.contains(Figure.WAIT)) {
      return;
    }
    if (Sides.OURS.name().contains(sides)) {
      var throughput = new Throughput(lab, Duration.ofSeconds(2), Duration.ofSeconds(4), ORDERS);
      var job = new Job(Work.WAIT, Sources.ONE, List.of(nextName()), 1);
      attempt(
          "%s, ours, round %d".formatted(Figure.WAIT.title(), round + 1),
          () -> throughput.measure(Figure.WAIT, Sides.OURS, job, round, values));
      print(Figure.WAIT, Sides.OURS.name(), round);
    }
    var peers = chosen(WAITING, round);
    if (!peers.isEmpty()) {
      attempt(
          "%s, peers, round %d".formatted(Figure.WAIT.title(), round + 1),
          () -> new Waiting(lab, Duration.ofSeconds(4)).measure(peers, nextName(), round, values));
      peers.forEach(peer -> print(Figure.WAIT, peer.name(), round));
    }
  }

  private void latency(int round) {
    if (!figures.contains(Figure.LATENCY)) {
      return;
    }
    var latency = new Latency(lab, LATENCY_WARM, Duration.ofSeconds(5));
    for (var side : chosen(LATENCY, round)) {
      attempt(
          "%s, %s, round %d".formatted(Figure.LATENCY.title(), side.name(), round + 1),
          () -> latency.measure(side, nextName(), round, values));
      print(Figure.LATENCY, side.name(), round);
    }
  }

  /** Long enough to see 1 ms/s, and late enough: a JVM that has just started compiles. */
  private void idle(int windows) {
    if (figures.contains(Figure.IDLE)) {
      attempt(
          "idle",
          () ->
              new Idle(lab, Duration.ofSeconds(25), Duration.ofSeconds(8))
                  .measure(nextName(), windows, values));
      values.sides(Figure.IDLE).forEach(side -> print(Figure.IDLE, side, windows - 1));
    }
  }

  /** In another order each round: nobody is always measured after the same one. */
  private List<Side> chosen(List<Side> all, int round) {
    var chosen = new ArrayList<>(all);
    chosen.removeIf(side -> !side.name().contains(sides));
    Collections.rotate(chosen, round);
    return chosen;
  }

  private boolean isLeftOut(Side side, int round) {
    if (!SELDOM.contains(side) || !sides.isEmpty()) {
      return false;
    }
    return rounds == 1 || round % 2 == 1 || seconds() > ROUNDS_SECONDS * (round + 1) / rounds;
  }

  private long seconds() {
    return (System.nanoTime() - begun) / 1_000_000_000;
  }

  private String nextName() {
    jobs++;
    return "t" + jobs;
  }

  private void attempt(String what, Runnable measurement) {
    try {
      measurement.run();
    } catch (RuntimeException failure) {
      say("FAILED " + what + ": " + failure.getMessage());
      values.failed(
          what + ": " + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private void print(Figure figure, String side, int round) {
    var text = new StringBuilder();
    for (var quantity : Quantity.values()) {
      var all = values.all(figure, side, quantity);
      if (!all.isEmpty()) {
        double last = new ArrayList<>(all).getLast();
        text.append("  %s %,.1f".formatted(quantity, last));
      }
    }
    say("%d %s: %s%s".formatted(round + 1, figure, side, text));
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
