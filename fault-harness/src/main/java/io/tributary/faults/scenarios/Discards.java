package io.tributary.faults.scenarios;

import io.tributary.faults.history.Checker;
import io.tributary.faults.history.History;
import io.tributary.faults.history.Mark;
import io.tributary.faults.history.Sending;
import io.tributary.faults.history.Sending.Result;
import io.tributary.faults.process.Await;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.ProductBed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Promise P21, its second half: what waits before the steps of a paused flow is discarded, the
 * number named. Exactly so many do not come out in the end; with another number nothing goes.
 *
 * @param brokers 1 or 3
 * @param times how often the flow is paused, and what waits discarded
 */
public record Discards(long seed, int brokers, int perSecond, int times) {
  private static final int CLIENTS = 8;
  private static final Duration LET_GO = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(90);
  private static final List<String> STEPS = List.of("form", "shape");

  /** On one broker, in a minute. */
  public static Discards small(long seed) {
    return new Discards(seed, 1, 50, 3);
  }

  /** As the report has it. */
  public static Discards full(long seed) {
    return new Discards(seed, 3, 200, 10);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = ProductBed.start(folder, brokers, Map.of())) {
      return run(bed, out);
    }
  }

  /** On a bed that others use as well, one after the other. */
  public Outcome run(ProductBed bed, PrintStream out) throws Exception {
    var flow = DeployedFlow.deploy(bed.owner(), "acme", "discards", ProductFlows.TWO_STEPS);
    var broken = new ArrayList<String>();
    try (var run = ProductRun.of(bed, flow, "shape", seed, CLIENTS)) {
      run.warmUp();
      var chance = new Random(seed);
      long discarded = 0;
      for (int time = 0; time < times; time++) {
        long gone = pauseAndDiscard(run, chance, broken);
        out.println("  discarded " + gone + " of " + flow.name());
        discarded += gone;
      }
      return judge(run, discarded, broken);
    }
  }

  /** Gives how many messages the product says that it has discarded. */
  private long pauseAndDiscard(ProductRun run, Random chance, List<String> broken)
      throws Exception {
    var flow = run.flow();
    int before = run.observation().arrived();
    var stream = run.stream(perSecond);
    if (!run.awaitMoreThan(before)) {
      broken.add("nothing came out within a minute after a resume");
    }
    Await.pause(Duration.ofMillis(1_000 + chance.nextInt(2_000)));
    flow.pause();
    Await.pause(Duration.ofMillis(1_000 + chance.nextInt(2_000)));
    run.stop(stream);
    // Runners end what they have in hand, and a post under way may still come in.
    if (!Await.until(LET_GO, () -> flow.workers().isEmpty())) {
      broken.add("workers were still there %d s after a pause".formatted(LET_GO.toSeconds()));
    }
    Await.pause(Duration.ofSeconds(2));
    long gone = 0;
    for (var step : STEPS) {
      long waiting = flow.ledger(step).path("waiting").asLong();
      if (waiting == 0) {
        continue;
      }
      if (flow.discard(step, waiting + 1).isGood()) {
        broken.add("%d messages were discarded where %d waited".formatted(waiting + 1, waiting));
      }
      gone += discard(flow, step, waiting);
    }
    flow.resume();
    return gone;
  }

  /** Refused as long as a runner still lets go of the step. */
  private static long discard(DeployedFlow flow, String step, long waiting) throws Exception {
    var gone = new long[1];
    boolean done =
        Await.until(
            LET_GO,
            () -> {
              var answer = flow.discard(step, waiting);
              gone[0] = answer.isGood() ? answer.json().path("discarded").asLong() : 0;
              return answer.isGood();
            });
    if (!done) {
      throw new IOException(
          "%d messages before %s could not be discarded in %d s: %s"
              .formatted(waiting, step, LET_GO.toSeconds(), flow.discard(step, waiting).body()));
    }
    return gone[0];
  }

  private Outcome judge(ProductRun run, long discarded, List<String> broken) throws Exception {
    run.poster().close();
    var accepted = run.poster().accepted();
    run.observation().await(accepted.size() - discarded, QUIET);
    var history = run.observation().finish(run.poster().sendings());
    var missing = new HashSet<>(accepted);
    history.after().forEach(reading -> missing.remove(reading.mark()));
    if (missing.size() != discarded) {
      broken.add(
          "%d messages did not come, %d were discarded".formatted(missing.size(), discarded));
    }
    broken.addAll(run.poster().broken());
    var figures = new LinkedHashMap<String, String>();
    figures.put("discarded", "%d in %d pauses under %d/s".formatted(discarded, times, perSecond));
    figures.put("accepted and not come", Integer.toString(missing.size()));
    figures.put("answers", run.answers());
    return new Outcome(
        "discard",
        "What waits in a paused flow is discarded by its number: exactly so many messages do not"
            + " come, none else is lost, none is doubled.",
        seed,
        Duration.ofMillis(run.watch().millis()),
        List.of(),
        Checker.check(without(missing, history), false),
        broken,
        figures);
  }

  /** Which ones were discarded is not told; that they are as many as were named is looked at. */
  private static History without(Set<Mark> discarded, History history) {
    var sendings =
        history.sendings().stream()
            .map(
                sending ->
                    discarded.contains(sending.mark())
                        ? new Sending(
                            sending.mark(), sending.parts(), sending.invokedAt(), Result.INFO)
                        : sending)
            .toList();
    return new History(sendings, history.during(), history.after(), history.endedAt());
  }
}
