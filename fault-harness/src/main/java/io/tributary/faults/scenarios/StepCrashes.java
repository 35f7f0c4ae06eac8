package io.tributary.faults.scenarios;

import io.tributary.faults.host.Act;
import io.tributary.faults.host.Act.Kind;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.ProductBed;
import io.tributary.faults.traffic.Load;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Promise P5: a step's real container dies or hangs in the middle of a message, in five ways.
 *
 * @param brokers 1 or 3
 * @param load good messages and bad ones
 * @param each how many messages let the container die in each way
 */
public record StepCrashes(long seed, int brokers, Load load, int each) {
  private static final int CLIENTS = 8;
  private static final int NEIGHBOURS = 20;
  private static final Duration BASELINE = Duration.ofSeconds(15);
  private static final List<Kind> WAYS =
      List.of(Kind.EXIT, Kind.SEGMENTATION_FAULT, Kind.OUT_OF_MEMORY, Kind.LOOP, Kind.SILENT_EXIT);

  public static StepCrashes small(long seed) {
    return new StepCrashes(seed, 1, new Load(500, 20), 1);
  }

  public static StepCrashes full(long seed) {
    return new StepCrashes(seed, 3, new Load(10_000, 20), 10);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = ProductBed.start(folder, brokers, Map.of())) {
      return run(bed, out);
    }
  }

  private Outcome run(ProductBed bed, PrintStream out) throws Exception {
    bed.connect(bed.owner(), "acme");
    var flow = DeployedFlow.deploy(bed.owner(), "acme", "crashes", ProductFlows.misbehaving());
    var beside =
        DeployedFlow.deploy(
            bed.as(ProductBed.NEIGHBOUR), "northwind", "neighbour", ProductFlows.TWO_STEPS);
    var broken = new ArrayList<String>();
    var figures = new LinkedHashMap<String, String>();
    try (var run = ProductRun.of(bed, flow, "work", seed, CLIENTS);
        var neighbour = Neighbour.start(bed, beside, seed + 1, NEIGHBOURS)) {
      run.warmUp();
      neighbour.measureBaseline(BASELINE);
      long from = neighbour.now();
      var count = new AtomicInteger();
      load.run(
          run.letters(),
          letter -> run.poster().send(letter.asking(asked(count.incrementAndGet(), out))),
          load::messages);
      var verdict = run.judge();
      neighbour.judge(from, false, broken, figures);
      broken.addAll(run.poster().broken());
      broken.addAll(neighbour.finish());
      figures.put(
          "messages that end or hang their container", "%d of each: %s".formatted(each, WAYS));
      figures.put(
          "slowest message from post to the end of the flow",
          run.observation().slowest(run.poster().sendings()) + " ms");
      figures.put(
          "attempts after the first", Long.toString(flow.ledger("work").path("retries").asLong()));
      return new Outcome(
          "crashes",
          "A step's container ends with 1, by SIGSEGV, by its memory limit, silently with 0, or"
              + " hangs, in the middle of a message: nothing is lost or doubled, and another"
              + " organization's flow goes on.",
          seed,
          Duration.ofMillis(run.watch().millis()),
          List.of(),
          verdict,
          broken,
          figures);
    }
  }

  /** Bad ones lie evenly among the good ones. */
  private Map<String, Act> asked(int number, PrintStream out) {
    int bad = each * WAYS.size();
    int interval = load.messages() / bad;
    if (number % interval != 0 || number / interval > bad) {
      return Map.of();
    }
    var way = WAYS.get(number / interval % WAYS.size());
    out.println("  a message asks for " + way);
    return Map.of("work", new Act(way, 1));
  }
}
