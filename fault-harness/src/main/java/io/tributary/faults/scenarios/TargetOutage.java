package io.tributary.faults.scenarios;

import io.tributary.faults.history.Anomaly.Kind;
import io.tributary.faults.history.Checker;
import io.tributary.faults.history.Verdict;
import io.tributary.faults.process.Await;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.ProductBed;
import io.tributary.faults.product.Site;
import io.tributary.faults.product.Site.Mood;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promise P12: the target is down while messages pile up before it, then refuses the connection.
 *
 * @param brokers 1 or 3
 * @param perSecond messages that enter
 * @param rate calls of the target in a second that the flow allows
 * @param down how long it is away
 */
public record TargetOutage(long seed, int brokers, int perSecond, int rate, Duration down) {
  private static final int CLIENTS = 8;
  private static final Duration PROBE = Duration.ofSeconds(30);
  private static final Duration RETURN = Duration.ofMinutes(2);
  private static final Duration TOLD = Duration.ofSeconds(90);
  private static final double STAMPEDE = 1.5;
  private static final String ORGANIZATION = "/api/v1/organizations/acme";

  /** On one broker, in minutes. */
  public static TargetOutage small(long seed) {
    return new TargetOutage(seed, 1, 10, 40, Duration.ofSeconds(40));
  }

  /** As the report has it. */
  public static TargetOutage full(long seed) {
    return new TargetOutage(seed, 3, 40, 100, Duration.ofMinutes(20));
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = ProductBed.start(folder, brokers, Map.of())) {
      return run(bed, out);
    }
  }

  /** On a bed that others use as well, one after the other. */
  public Outcome run(ProductBed bed, PrintStream out) throws Exception {
    bed.connect(bed.owner(), "acme");
    var flow =
        DeployedFlow.deploy(bed.owner(), "acme", "outage", ProductFlows.delivering("acme", rate));
    var broken = new ArrayList<String>();
    var figures = new LinkedHashMap<String, String>();
    try (var run = ProductRun.of(bed, flow, "push", seed, CLIENTS)) {
      var beside =
          new Observation(bed.cluster().bootstrap(), List.of(flow.output("shape")), run.watch());
      run.warmUp();
      var stream = run.stream(perSecond);
      Await.pause(Duration.ofSeconds(3));
      out.println("  the target goes down");
      goDown(bed.site(), run, beside, broken, figures);
      out.println("  the target is back");
      comeBack(bed.site(), run, broken, figures);
      out.println("  the target refuses the connection");
      refuse(bed, beside, broken, figures);
      run.stop(stream);
      var verdict = withoutStandstill(run.judge());
      beside.awaitAll(run.poster().accepted(), Duration.ofSeconds(30));
      var other = Checker.check(beside.finish(run.poster().sendings()), false);
      if (!other.isClean()) {
        broken.add("the other branch of the flow: " + other.text());
      }
      judgeSite(bed.site(), run, broken, figures);
      figures.put("answers", run.answers());
      return new Outcome(
          "outage",
          "A target that is down for %d s is asked once in %d s and gets everything when it returns, not faster than the flow's rate; one that refuses the connection stops its step, not the flow, and its owner is told once."
              .formatted(down.toSeconds(), PROBE.toSeconds()),
          seed,
          Duration.ofMillis(run.watch().millis()),
          List.of(),
          verdict,
          broken,
          figures);
    } finally {
      bed.site().become(Mood.UP);
    }
  }

  private void goDown(
      Site site,
      ProductRun run,
      Observation beside,
      List<String> broken,
      Map<String, String> figures)
      throws Exception {
    int before = site.turnedAway().size();
    long from = run.watch().millis();
    long passedBefore = beside.arrived();
    site.become(Mood.DOWN);
    Await.pause(down);
    long passed = beside.arrived() - passedBefore;
    long sent =
        run.poster().posts().stream()
            .filter(post -> post.status() / 100 == 2 && post.endedAt() >= from)
            .count();
    var calls = site.turnedAway();
    var probes = calls.subList(before, calls.size());
    // What was under way when it went down finds out for itself.
    long settled = Duration.ofSeconds(10).toNanos();
    long late =
        probes.isEmpty()
            ? 0
            : probes.stream().filter(at -> at - probes.getFirst() > settled).count();
    long allowed = down.minusSeconds(10).dividedBy(PROBE) + 1;
    figures.put(
        "calls of the target while it was down",
        "%d in the first 10 s, %d after (to reach: %d)"
            .formatted(probes.size() - late, late, allowed));
    if (late > allowed) {
      broken.add("a target that was down was called %d times after 10 s".formatted(late));
    }
    figures.put(
        "other branch during the outage", "%d of %d messages went on".formatted(passed, sent));
    if (passed < 0.9 * sent) {
      broken.add("the other branch took %d of %d messages".formatted(passed, sent));
    }
    figures.put("backlog when it returned", Long.toString(run.waiting()));
  }

  private void comeBack(Site site, ProductRun run, List<String> broken, Map<String, String> figures)
      throws Exception {
    var accepted = List.copyOf(run.poster().accepted());
    long from = System.nanoTime();
    site.become(Mood.UP);
    var uuids = accepted.stream().map(mark -> mark.uuid()).toList();
    var limit = RETURN.plusSeconds(2L * accepted.size() / rate);
    boolean all = Await.until(limit, () -> site.hasAll(uuids));
    long to = System.nanoTime();
    if (!all) {
      broken.add(
          "the backlog was not delivered %d s after the return".formatted(limit.toSeconds()));
    }
    var calls = site.taken().stream().filter(at -> at >= from && at <= to).sorted().toList();
    long peak = peak(calls);
    figures.put(
        "after the return",
        "%d calls in %d s, at most %d in a second (to reach: %.0f)"
            .formatted(calls.size(), (to - from) / 1_000_000_000L, peak, STAMPEDE * rate));
    if (peak > STAMPEDE * rate) {
      broken.add("%d calls in one second where %d are allowed".formatted(peak, rate));
    }
  }

  /** Nothing comes out of a step whose target is away: that is what is asked for here. */
  private static Verdict withoutStandstill(Verdict verdict) {
    return new Verdict(
        verdict.sent(),
        verdict.acknowledged(),
        verdict.arrived(),
        verdict.anomalies().stream().filter(anomaly -> anomaly.kind() != Kind.STUCK).toList());
  }

  /** The most that lie within one second. */
  private static long peak(List<Long> calls) {
    int first = 0;
    int peak = 0;
    for (int last = 0; last < calls.size(); last++) {
      while (calls.get(last) - calls.get(first) >= 1_000_000_000L) {
        first++;
      }
      peak = Math.max(peak, last - first + 1);
    }
    return peak;
  }

  private void refuse(
      ProductBed bed, Observation beside, List<String> broken, Map<String, String> figures)
      throws Exception {
    long letters = letters(bed);
    bed.site().become(Mood.REFUSING);
    if (!Await.until(TOLD, () -> state(bed).equals("refused") && letters(bed) > letters)) {
      broken.add(
          "%d s after a refusal the connection is %s and %d letters have come"
              .formatted(TOLD.toSeconds(), state(bed), letters(bed) - letters));
    }
    int passed = beside.arrived();
    if (!Await.until(Duration.ofSeconds(20), () -> beside.arrived() > passed)) {
      broken.add("the other branch stood still while the connection was refused");
    }
    long told = letters(bed) - letters;
    figures.put("letters about the refused connection", Long.toString(told));
    if (told > 1) {
      broken.add("%d letters were sent about one refused connection".formatted(told));
    }
    bed.site().become(Mood.UP);
    long before = bed.site().taken().size();
    bed.connect(bed.owner(), "acme");
    if (!Await.until(RETURN, () -> bed.site().taken().size() > before)) {
      broken.add("the step did not go on after its connection was renewed");
    }
  }

  private static String state(ProductBed bed) throws Exception {
    return bed.owner().get(ORGANIZATION + "/connections/harness").path("state").asString("");
  }

  private static long letters(ProductBed bed) throws Exception {
    long count = 0;
    for (var mail : bed.owner().get("/dev/mail")) {
      if (mail.path("subject").asString().contains("harness is refused")) {
        count++;
      }
    }
    return count;
  }

  private static void judgeSite(
      Site site, ProductRun run, List<String> broken, Map<String, String> figures) {
    var uuids = run.poster().accepted().stream().map(mark -> mark.uuid()).toList();
    if (!site.hasAll(uuids)) {
      broken.add("the target was never called for some accepted messages");
    }
    figures.put("calls of the target beyond one per message", Long.toString(site.repeats()));
    if (site.keysChanged() > 0) {
      broken.add(site.keysChanged() + " messages came under two idempotency keys");
    }
  }
}
