package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.peers.Work;
import io.tributary.benchmarks.processes.Cpu;
import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Side;
import java.time.Duration;
import java.util.stream.IntStream;

/** From the producer's send to the arrival at a reader of what is committed, over four steps. */
record Latency(Lab lab, Duration warm, Duration measured) {
  private static final int STEPS = 4;
  private static final Duration START = Duration.ofSeconds(60);

  void measure(Side side, String name, int round, Values values) {
    var job = LiveFeed.job(Work.JSON, name, STEPS);
    try (var feed = LiveFeed.open(lab, job);
        var running = side.start(lab, job)) {
      try {
        feed.start();
        feed.awaitAll(1, START);
        feed.awaitAll(feed.sent(), START);
        Throughput.pause(warm.toNanos());
        int from = feed.sent();
        long cpu = Cpu.nanos(running.processes());
        Throughput.pause(measured.toNanos());
        cpu = Cpu.nanos(running.processes()) - cpu;
        int to = feed.sent();
        feed.stop();
        feed.awaitAll(to, START);
        var millis =
            IntStream.range(from, to).mapToDouble(number -> feed.took(number) / 1e6).toArray();
        add(side, Quantity.P50_MILLIS, round, Values.percentile(millis, 0.50), values);
        add(side, Quantity.P99_MILLIS, round, Values.percentile(millis, 0.99), values);
        add(side, Quantity.CPU_MICROS_PER_MESSAGE, round, cpu / 1e3 / millis.length, values);
        add(side, Quantity.LOST, round, 0, values);
        add(side, Quantity.DOUBLED, round, feed.doubled(), values);
      } catch (IllegalStateException failure) {
        throw new IllegalStateException(
            failure.getMessage() + "; it said last: " + running.lastWords(), failure);
      }
    }
  }

  private static void add(Side side, Quantity quantity, int round, double value, Values values) {
    values.add(Figure.LATENCY, side.name(), quantity, round, value);
  }
}
