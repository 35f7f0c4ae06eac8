package io.tributary.faults.scenarios;

import io.tributary.faults.history.Verdict;
import io.tributary.faults.plan.FaultPlan;
import io.tributary.faults.plan.FaultPlan.ProductNumbers;
import io.tributary.faults.plan.Striker;
import io.tributary.faults.process.Await;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.Poster.Post;
import io.tributary.faults.product.ProductBed;
import io.tributary.faults.product.ProductBed.Trouble;
import io.tributary.faults.traffic.Load;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promise P1: a 2xx of a webhook means stored, while the ingress and the brokers are killed. With
 * events that are delivered more often than once also promise P17: each runs once.
 *
 * @param brokers 1 or 3
 * @param load at least so many posts; as many more as pass until the last fault is healed
 * @param faults of these, databases are none
 * @param repeats how often each event is posted, at the same time
 * @param judgesTimes whether a slow answer breaks the promise, or is only told
 */
public record Acceptance(
    long seed, int brokers, Load load, ProductNumbers faults, int repeats, boolean judgesTimes) {
  private static final int CLIENTS = 16;
  private static final Duration PACE = Duration.ofSeconds(4);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int P99_MILLIS = 250;
  // Answers right after a return are its wake.
  private static final Duration WAKE = Duration.ofSeconds(5);

  /** As {@code ./verify} runs it. */
  public static Acceptance small(long seed) {
    return new Acceptance(seed, 1, new Load(3_000, 100), new ProductNumbers(2, 0, 1), 1, false);
  }

  /** As the report has it. */
  public static Acceptance full(long seed) {
    return new Acceptance(seed, 3, new Load(100_000, 300), new ProductNumbers(20, 0, 10), 1, true);
  }

  /** Events that are delivered again, as {@code ./verify}'s neighbour {@code small} runs it. */
  public static Acceptance smallRepeats(long seed) {
    return new Acceptance(seed, 1, new Load(2_000, 60), new ProductNumbers(2, 0, 1), 3, false);
  }

  /** As the report has it: 102,000 deliveries. */
  public static Acceptance repeats(long seed) {
    return new Acceptance(seed, 3, new Load(34_000, 120), new ProductNumbers(8, 0, 4), 3, false);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed =
        ProductBed.start(folder, brokers, Map.of(), ProductBed.Shelf.WEBHOOK_AND_TRANSFORM)) {
      return run(bed, out);
    }
  }

  /** On a bed that others use as well, one after the other. */
  public Outcome run(ProductBed bed, PrintStream out) throws Exception {
    var flow = DeployedFlow.deploy(bed.owner(), "acme", name(), ProductFlows.TWO_STEPS);
    int before = bed.troubles().size();
    try (var run = ProductRun.of(bed, flow, "shape", seed, CLIENTS, repeats)) {
      run.warmUp();
      var striker =
          new Striker(
              FaultPlan.draw(seed, faults, PACE), bed, strike -> out.println("  " + strike));
      var stream = run.stream(load.perSecond());
      striker.start();
      striker.finish();
      Await.until(LONGEST, () -> run.poster().posts().size() >= load.messages());
      run.stop(stream);
      var verdict = run.judge();
      return outcome(run, striker, verdict, bed.troubles().subList(before, bed.troubles().size()));
    }
  }

  private String name() {
    return repeats == 1 ? "acceptance" : "repeats";
  }

  private Outcome outcome(
      ProductRun run, Striker striker, Verdict verdict, List<Trouble> troubles) {
    var broken = new ArrayList<>(run.poster().broken());
    var figures = new LinkedHashMap<String, String>();
    figures.put("posts", "%d by %d clients: %s".formatted(verdict.sent(), CLIENTS, run.answers()));
    long p99 = run.p99(post -> isHealthy(run, post, troubles));
    figures.put("p99 of a 2xx when healthy", "%d ms (to reach: %d)".formatted(p99, P99_MILLIS));
    if (judgesTimes && p99 > P99_MILLIS) {
      broken.add("p99 of a 2xx when healthy is %d ms".formatted(p99));
    }
    Troubles.addTo(figures, troubles);
    return new Outcome(
        name(),
        repeats == 1
            ? "A webhook's 2xx means stored: %d brokers, the ingress and the brokers killed while %d clients post; in trouble callers hear 503 with Retry-After or nobody answers."
                .formatted(brokers, CLIENTS)
            : "Each event is delivered %d times at once and runs once: %d brokers, the ingress and the brokers killed while %d clients post."
                .formatted(repeats, brokers, CLIENTS),
        seed,
        Duration.ofMillis(run.watch().millis()),
        striker.strikes(),
        verdict,
        broken,
        figures);
  }

  private static boolean isHealthy(ProductRun run, Post post, List<Trouble> troubles) {
    return troubles.stream()
        .noneMatch(
            trouble ->
                post.endedAt() >= run.watch().millis(trouble.from())
                    && post.sending().invokedAt() <= run.watch().millis(trouble.to().plus(WAKE)));
  }
}
