package io.tributary.faults.scenarios;

import io.tributary.faults.host.Act;
import io.tributary.faults.host.Act.Kind;
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
 * Promise P20: an organization floods its webhook, pushes builds, logs without end and asks for
 * more flows than it may have, all at once; another one does not feel it.
 *
 * @param brokers 1 or 3
 * @param perSecond messages that its callers would send
 * @param perMinute requests that it may send
 * @param builds that it pushes
 * @param flows that it asks for
 * @param noise how long it floods
 * @param judgesTimes whether the neighbour's slower answers break the promise, or are only told
 */
public record NoisyNeighbour(
    long seed,
    int brokers,
    int perSecond,
    int perMinute,
    int builds,
    int flows,
    Duration noise,
    boolean judgesTimes) {
  private static final int CLIENTS = 16;
  private static final int NEIGHBOURS = 20;

  private static final Duration BASELINE = Duration.ofSeconds(30);
  private static final int MOST_FLOWS = 4;
  private static final int BUILDS_AN_HOUR = 3;

  public static NoisyNeighbour small(long seed) {
    return new NoisyNeighbour(seed, 1, 400, 1_200, 6, 100, Duration.ofSeconds(75), false);
  }

  public static NoisyNeighbour full(long seed) {
    return new NoisyNeighbour(seed, 3, 2_000, 6_000, 50, 2_000, Duration.ofMinutes(5), true);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = ProductBed.start(folder, brokers, Map.of())) {
      return run(bed, out);
    }
  }

  private Outcome run(ProductBed bed, PrintStream out) throws Exception {
    limit(bed, "webhooks-per-minute", perMinute);
    limit(bed, "flows", MOST_FLOWS);
    limit(bed, "builds-per-hour", BUILDS_AN_HOUR);
    bed.connect(bed.owner(), "acme");
    var flooded = DeployedFlow.deploy(bed.owner(), "acme", "flooded", ProductFlows.TWO_STEPS);
    var talking = DeployedFlow.deploy(bed.owner(), "acme", "talking", ProductFlows.misbehaving());
    var beside =
        DeployedFlow.deploy(
            bed.as(ProductBed.NEIGHBOUR), "northwind", "neighbour", ProductFlows.TWO_STEPS);
    var broken = new ArrayList<String>();
    var figures = new LinkedHashMap<String, String>();
    try (var run = ProductRun.of(bed, flooded, "shape", seed, CLIENTS);
        var talk = ProductRun.of(bed, talking, "work", seed + 2, 1);
        var neighbour = Neighbour.start(bed, beside, seed + 1, NEIGHBOURS)) {
      run.warmUp();
      talk.warmUp();
      neighbour.measureBaseline(BASELINE);
      out.println("  the noise begins");
      long from = neighbour.now();
      var stream = run.stream(perSecond);
      var greed = new Greed(bed, builds, flows);
      greed.start();
      long end = System.nanoTime() + noise.toNanos();
      while (System.nanoTime() < end) {
        talk.poster().send(talk.letters().next(Map.of("work", new Act(Kind.ENDLESS_LOG, 1))));
        Await.pause(Duration.ofSeconds(5));
      }
      greed.finish();
      run.stop(stream);
      out.println("  the noise ends");
      neighbour.judge(from, judgesTimes, broken, figures);
      neighbour.judgeDoor(from, judgesTimes, broken, figures);
      greed.judge(BUILDS_AN_HOUR, MOST_FLOWS, broken, figures);
      judgeDoor(run, broken);
      figures.put("answers to who floods", run.answers());
      figures.put("answers to who logs", talk.answers());
      var verdict = run.judge();
      broken.addAll(run.poster().broken());
      broken.addAll(neighbour.finish());
      return new Outcome(
          "neighbour",
          "An organization floods its webhook with %d requests a second (it may send %d a minute), pushes %d builds, logs 10 MB a second and asks for %d flows: it hears 429, loses nothing that was accepted, and another one does not feel it."
              .formatted(perSecond, perMinute, builds, flows),
          seed,
          Duration.ofMillis(run.watch().millis()),
          List.of(),
          verdict,
          broken,
          figures);
    }
  }

  private static void limit(ProductBed bed, String quota, int limit) throws Exception {
    var path = "/api/v1/operator/organizations/acme/quotas/" + quota;
    var answer =
        bed.operator().ask("PUT", path, "application/json", "{\"limit\":%d}".formatted(limit));
    if (!answer.isGood()) {
      throw new IllegalStateException(path + " answered " + answer);
    }
  }

  private static void judgeDoor(ProductRun run, List<String> broken) {
    if (run.poster().byStatus().getOrDefault(429, 0L) == 0) {
      broken.add("the flood was never answered 429");
    }
  }
}
