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
import java.util.Random;

/**
 * Promise P21, its first half: a flow is paused again and again under load, and keeps everything.
 *
 * @param brokers 1 or 3
 * @param times how often it is paused
 */
public record Pauses(long seed, int brokers, int perSecond, int times) {
  private static final int CLIENTS = 8;
  private static final Duration LET_GO = Duration.ofSeconds(30);

  /** On one broker, in minutes. */
  public static Pauses small(long seed) {
    return new Pauses(seed, 1, 50, 3);
  }

  /** As the report has it. */
  public static Pauses full(long seed) {
    return new Pauses(seed, 3, 200, 10);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = ProductBed.start(folder, brokers, Map.of())) {
      return run(bed, out);
    }
  }

  /** On a bed that others use as well, one after the other. */
  public Outcome run(ProductBed bed, PrintStream out) throws Exception {
    var flow = DeployedFlow.deploy(bed.owner(), "acme", "pauses", ProductFlows.TWO_STEPS);
    var broken = new ArrayList<String>();
    var figures = new LinkedHashMap<String, String>();
    try (var run = ProductRun.of(bed, flow, "shape", seed, CLIENTS)) {
      run.warmUp();
      var stream = run.stream(perSecond);
      var chance = new Random(seed);
      long kept = 0;
      var returns = new ArrayList<Long>();
      for (int time = 0; time < times; time++) {
        Await.pause(Duration.ofMillis(1_000 + chance.nextInt(2_000)));
        kept = Math.max(kept, pause(run, chance, broken));
        returns.add(resume(run, broken));
        out.println("  paused and resumed " + flow.name());
      }
      run.stop(stream);
      var verdict = run.judge();
      figures.put("pauses", "%d under %d messages/s".formatted(times, perSecond));
      figures.put("answers", run.answers());
      figures.put("most messages kept in a pause", Long.toString(kept));
      figures.put("from resume to the next message out of the flow", returns + " ms");
      broken.addAll(run.poster().broken());
      return new Outcome(
          "pause",
          "A flow that is paused and resumed while messages come in loses none and doubles none;"
              + " while it is paused nothing comes out of it.",
          seed,
          Duration.ofMillis(run.watch().millis()),
          List.of(),
          verdict,
          broken,
          figures);
    }
  }

  /** Gives how many messages waited at its end. */
  private static long pause(ProductRun run, Random chance, List<String> broken) throws Exception {
    var flow = run.flow();
    flow.pause();
    if (!Await.until(LET_GO, () -> flow.workers().isEmpty())) {
      broken.add("workers were still there %d s after a pause".formatted(LET_GO.toSeconds()));
    }
    long from = run.watch().millis();
    Await.pause(Duration.ofMillis(1_000 + chance.nextInt(2_000)));
    // What workers had ended before they went may still be written down.
    long came = run.observation().writtenBetween(from + 500, run.watch().millis());
    if (came > 0) {
      broken.add("%d messages came out of a paused flow".formatted(came));
    }
    return flow.ledger("form").path("waiting").asLong();
  }

  /**
   * Gives how many milliseconds passed until something came out: the next pause strikes at work.
   */
  private static long resume(ProductRun run, List<String> broken) throws Exception {
    int before = run.observation().arrived();
    long from = run.watch().millis();
    run.flow().resume();
    if (!run.awaitMoreThan(before)) {
      broken.add("nothing came out within a minute after a resume");
    }
    return run.watch().millis() - from;
  }
}
