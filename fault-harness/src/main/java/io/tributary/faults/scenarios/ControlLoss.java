package io.tributary.faults.scenarios;

import io.tributary.faults.history.Verdict;
import io.tributary.faults.plan.FaultPlan;
import io.tributary.faults.plan.FaultPlan.ProductNumbers;
import io.tributary.faults.plan.Striker;
import io.tributary.faults.process.Await;
import io.tributary.faults.product.Containers;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.ProductBed;
import io.tributary.faults.product.ProductBed.Trouble;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Promises P6 and P8: the runtime service and PostgreSQL are killed while messages pass and a
 * person steers flows; then PostgreSQL stays away.
 *
 * @param brokers 1 or 3
 * @param commands at least so many that are accepted; as many more as pass until the last fault is
 *     healed
 * @param outage how long PostgreSQL stays away
 * @param judgesTimes whether a slow return breaks the promise, or is only told
 */
public record ControlLoss(
    long seed,
    int brokers,
    int perSecond,
    ProductNumbers faults,
    int commands,
    Duration outage,
    boolean judgesTimes) {
  private static final int CLIENTS = 16;
  private static final Duration PACE = Duration.ofSeconds(3);
  private static final Duration BETWEEN_COMMANDS = Duration.ofMillis(150);
  private static final Duration BACK = Duration.ofSeconds(15);
  private static final Duration NO_ORPHAN = Duration.ofSeconds(30);
  private static final int MOST_TRIES = 20;
  private static final double RATE = 0.95;

  /** On one broker, in minutes. */
  public static ControlLoss small(long seed) {
    return new ControlLoss(
        seed, 1, 50, new ProductNumbers(2, 2, 0), 50, Duration.ofSeconds(15), false);
  }

  /** As the report has it. */
  public static ControlLoss full(long seed) {
    return new ControlLoss(
        seed, 3, 200, new ProductNumbers(20, 20, 0), 1_000, Duration.ofMinutes(10), true);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = ProductBed.start(folder, brokers, Map.of())) {
      return run(bed, out);
    }
  }

  /** On a bed that others use as well, one after the other. */
  public Outcome run(ProductBed bed, PrintStream out) throws Exception {
    var flow = DeployedFlow.deploy(bed.owner(), "acme", "service", ProductFlows.TWO_STEPS);
    int before = bed.troubles().size();
    var control = Control.start(bed, seed);
    var broken = new ArrayList<String>();
    var figures = new LinkedHashMap<String, String>();
    try (var run = ProductRun.of(bed, flow, "shape", seed, CLIENTS)) {
      run.warmUp();
      var stream = run.stream(perSecond);
      var striker =
          new Striker(
              FaultPlan.draw(seed, faults, PACE), bed, strike -> out.println("  " + strike));
      struck(striker, control);
      out.println("  PostgreSQL stays away for %d s".formatted(outage.toSeconds()));
      withoutDatabase(bed, run, broken, figures);
      run.stop(stream);
      var verdict = run.judge();
      broken.addAll(run.poster().broken());
      broken.addAll(control.broken());
      figures.put("posts", run.answers());
      figures.put(
          "control commands", "%d, %d answered well".formatted(control.sent(), control.accepted()));
      var troubles = bed.troubles().subList(before, bed.troubles().size());
      Troubles.addTo(figures, troubles);
      judgeReturn(troubles, broken);
      lookForOrphans(flow, broken, figures);
      return outcome(run, striker, verdict, broken, figures);
    }
  }

  private Outcome outcome(
      ProductRun run,
      Striker striker,
      Verdict verdict,
      List<String> broken,
      Map<String, String> figures) {
    return new Outcome(
        "service",
        "The runtime service and PostgreSQL are killed at %d messages/s: none is lost or doubled, messages flow without PostgreSQL, no command is half done, no container stays behind."
            .formatted(perSecond),
        seed,
        Duration.ofMillis(run.watch().millis()),
        striker.strikes(),
        verdict,
        broken,
        figures);
  }

  /** Commands go on while faults strike, whatever they are answered. */
  private void struck(Striker striker, Control control) throws Exception {
    var healed = new AtomicBoolean();
    var failures = new ArrayList<InterruptedException>();
    var person =
        Thread.ofPlatform()
            .daemon()
            .name("control")
            .start(
                () -> {
                  try {
                    while (!healed.get() || isLacking(control)) {
                      control.command();
                      Await.pause(BETWEEN_COMMANDS);
                    }
                  } catch (InterruptedException stopped) {
                    failures.add(stopped);
                    Thread.currentThread().interrupt();
                  }
                });
    striker.start();
    striker.finish();
    healed.set(true);
    person.join();
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  /** Most commands of a time in which nobody answers count for nothing. */
  private boolean isLacking(Control control) {
    return control.accepted() < commands && control.sent() < MOST_TRIES * commands;
  }

  private void withoutDatabase(
      ProductBed bed, ProductRun run, List<String> broken, Map<String, String> figures)
      throws Exception {
    // Nobody logs in without the database: the person's token must be a fresh one.
    if (!bed.controlAnswers() || bed.killDatabase(outage).isEmpty()) {
      throw new IllegalStateException("PostgreSQL did not run when its outage was to begin");
    }
    long from = run.watch().millis();
    askInVain(run, broken, figures);
    Await.pause(outage.minusMillis(run.watch().millis() - from));
    long to = run.watch().millis();
    // Answered or not: what was posted in the span is what should have come.
    long posted =
        run.poster().posts().stream()
            .filter(post -> post.sending().invokedAt() >= from && post.sending().invokedAt() <= to)
            .count();
    long came = run.observation().writtenBetween(from, to);
    double due = perSecond * (to - from) / 1_000.0;
    figures.put(
        "messages without PostgreSQL",
        "%d posted and %d through both steps of %.0f due in %d s: %.1f %% (to reach: 95 %%)"
            .formatted(posted, came, due, outage.toSeconds(), 100 * came / due));
    if (came < RATE * due) {
      broken.add("%d of %.0f messages came through while PostgreSQL was away".formatted(came, due));
    }
    bed.heal();
  }

  /** The control plane says that it cannot, and does not hang. */
  private static void askInVain(ProductRun run, List<String> broken, Map<String, String> figures)
      throws Exception {
    long asked = run.watch().millis();
    var answer = run.flow().owner().tryGet(run.flow().path());
    figures.put(
        "the control plane without PostgreSQL",
        "%d after %d ms".formatted(answer.status(), run.watch().millis() - asked));
    if (answer.status() != 503) {
      broken.add("the control plane answered %d without PostgreSQL".formatted(answer.status()));
    }
  }

  private void judgeReturn(List<Trouble> troubles, List<String> broken) {
    long longest = Troubles.longestMillis(troubles, "platform");
    if (judgesTimes && longest > BACK.toMillis()) {
      broken.add("control was back %.1f s after a kill of the platform".formatted(longest / 1e3));
    }
  }

  /** Each step has its one worker, and the engine runs none of the flow that nobody knows. */
  private static void lookForOrphans(
      DeployedFlow flow, List<String> broken, Map<String, String> figures) throws Exception {
    boolean clean = Await.until(NO_ORPHAN, () -> strangers(flow).isEmpty());
    figures.put(
        "containers that nobody knows, 30 s after the last fault",
        clean ? "none" : String.join(", ", strangers(flow)));
    if (!clean) {
      broken.add("containers stayed behind: " + strangers(flow));
    }
  }

  private static List<String> strangers(DeployedFlow flow) throws Exception {
    var known = new ArrayList<String>();
    var strangers = new ArrayList<String>();
    for (var worker : flow.workers()) {
      var container = worker.path("container").asString();
      known.add(container);
      if (!worker.path("engine").asString().startsWith("docker")
          && ProcessHandle.of(Long.parseLong(container)).isEmpty()) {
        strangers.add("a worker that is no process: " + container);
      }
    }
    if (known.size() != flow.view().path("steps").size()) {
      strangers.add(known.size() + " workers");
    }
    for (var container : Containers.of(flow)) {
      if (!known.contains(container)) {
        strangers.add(container);
      }
    }
    return strangers;
  }
}
