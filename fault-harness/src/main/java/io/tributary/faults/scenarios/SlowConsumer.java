package io.tributary.faults.scenarios;

import io.tributary.faults.process.Await;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.ProductBed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promise P13: a flow takes more than its last step can give, until its door closes.
 *
 * @param brokers 1 or 3
 * @param perSecond messages that callers would send
 * @param rate messages that its target takes
 * @param limit messages on their way, past which the door is closed
 * @param flood how long callers keep on
 * @param judgesTimes whether the neighbour's slower answers break the promise, or are only told
 */
public record SlowConsumer(
    long seed,
    int brokers,
    int perSecond,
    int rate,
    int limit,
    Duration flood,
    boolean judgesTimes) {
  private static final int CLIENTS = 16;
  private static final int NEIGHBOURS = 20;
  private static final int DRAIN_RATE = 500;
  private static final Duration BASELINE = Duration.ofSeconds(20);
  private static final long MOST_MEMORY = 640L << 20;

  public static SlowConsumer small(long seed) {
    return new SlowConsumer(seed, 1, 200, 20, 1_000, Duration.ofSeconds(30), false);
  }

  /** On one broker: three on two processors take what the callers are to use. */
  public static SlowConsumer full(long seed) {
    return new SlowConsumer(seed, 1, 1_000, 50, 10_000, Duration.ofMinutes(10), true);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    var settings = Map.of("TRIBUTARY_MOSTWAITING", Integer.toString(limit));
    try (var bed = ProductBed.start(folder, brokers, settings)) {
      return run(bed, out);
    }
  }

  private Outcome run(ProductBed bed, PrintStream out) throws Exception {
    bed.connect(bed.owner(), "acme");
    var flow =
        DeployedFlow.deploy(bed.owner(), "acme", "slow", ProductFlows.delivering("acme", rate));
    var beside =
        DeployedFlow.deploy(
            bed.as(ProductBed.NEIGHBOUR), "northwind", "neighbour", ProductFlows.TWO_STEPS);
    var broken = new ArrayList<String>();
    var figures = new LinkedHashMap<String, String>();
    try (var run = ProductRun.of(bed, flow, "push", seed, CLIENTS);
        var neighbour = Neighbour.start(bed, beside, seed + 1, NEIGHBOURS)) {
      run.warmUp();
      neighbour.measureBaseline(BASELINE);
      out.println("  the flood begins");
      long from = neighbour.now();
      var stream = run.stream(perSecond);
      long memory = flood(bed);
      run.stop(stream);
      out.println("  the flood ends");
      neighbour.judge(from, judgesTimes, broken, figures);
      judgeDoor(run, memory, broken, figures);
      // What is promised now is that nothing is lost, not that it takes as long as before.
      DeployedFlow.applied(
          bed.owner(), "acme", "slow", ProductFlows.delivering("acme", DRAIN_RATE));
      var verdict = run.judge();
      broken.addAll(run.poster().broken());
      broken.addAll(neighbour.finish());
      figures.put("answers", run.answers());
      return new Outcome(
          "slow",
          "A flow that takes faster than it gives closes its door at %d messages on their way, with 429 and Retry-After, and loses none of those it took; its neighbour does not feel it."
              .formatted(limit),
          seed,
          Duration.ofMillis(run.watch().millis()),
          List.of(),
          verdict,
          broken,
          figures);
    }
  }

  /** Gives the most memory that the step runner had meanwhile. */
  private long flood(ProductBed bed) throws Exception {
    long most = 0;
    long end = System.nanoTime() + flood.toNanos();
    while (System.nanoTime() < end) {
      most = Math.max(most, bed.residentBytes("runner"));
      Await.pause(Duration.ofMillis(500));
    }
    return most;
  }

  private void judgeDoor(
      ProductRun run, long memory, List<String> broken, Map<String, String> figures)
      throws Exception {
    long closed = run.poster().byStatus().getOrDefault(429, 0L);
    figures.put("messages on their way when the flood ended", Long.toString(run.waiting()));
    figures.put(
        "step runner's memory",
        "%d MiB at most (to reach: %d)".formatted(memory >> 20, MOST_MEMORY >> 20));
    if (closed == 0) {
      broken.add("the door never closed: no post was answered 429");
    }
    if (memory > MOST_MEMORY) {
      broken.add("the step runner had %d MiB in memory".formatted(memory >> 20));
    }
  }
}
