package io.tributary.faults.scenarios;

import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.Checker;
import io.tributary.faults.host.Act;
import io.tributary.faults.plan.Fault;
import io.tributary.faults.plan.Strike;
import io.tributary.faults.traffic.Client;
import io.tributary.faults.traffic.Letters;
import io.tributary.faults.traffic.Load;
import io.tributary.faults.traffic.StopWatch;
import io.tributary.faults.traffic.Target;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Promise P4: the runner ends exactly between the target's 200 and its own commit, again and again.
 * Every message reaches the target at least once, always with its one idempotency key.
 *
 * <p>The next message is sent when the last one has come out: one is in flight, so a kill repeats
 * one call at most.
 */
public record SideEffects(long seed, int kills, Load load) {
  private static final Duration QUIET = Duration.ofSeconds(75);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String RUNNER = "one";

  public static SideEffects small(long seed) {
    return new SideEffects(seed, 3, new Load(600, 200));
  }

  public static SideEffects full(long seed) {
    return new SideEffects(seed, 30, new Load(20_000, 200));
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var target = Target.start();
        var bed = TestBed.start(folder, 1, target.address())) {
      return run(bed, target, out);
    }
  }

  private Outcome run(TestBed bed, Target target, PrintStream out) throws Exception {
    var flow = TestFlow.ofOneStep("flow0004", 1).withConcurrency(1).withWorkers(1);
    bed.deploy(flow);
    var watch = StopWatch.startNow(bed.clock());
    var letters =
        new Letters(
            "e" + seed, "client", seed, 100, _ -> Map.of("first", new Act(Act.Kind.DELIVER, 0)));
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    var strikes = new CopyOnWriteArrayList<Strike>();
    var lives = Thread.ofPlatform().daemon().name("lives").start(() -> live(bed, strikes, out));
    load.run(letters, client, () -> observation.arrived() + 1);
    // Chance may have been slow: more messages, so that it can strike as often as was asked.
    long limit = watch.millis() + PATIENCE.toMillis();
    while (strikes.size() < kills && lives.isAlive() && watch.millis() < limit) {
      int before = observation.arrived();
      load.withMessages(100).run(letters, client, () -> observation.arrived() - before + 1);
    }
    lives.join(PATIENCE);
    client.close();
    observation.await(client.expected(), QUIET);
    var took = Duration.ofMillis(watch.millis());
    var verdict = Checker.check(observation.finish(client.sendings()), true);
    return judge(target, client, strikes, verdict, took);
  }

  private Outcome judge(
      Target target,
      Client client,
      List<Strike> strikes,
      io.tributary.faults.history.Verdict verdict,
      Duration took) {
    var broken = new ArrayList<>(target.broken(client.sendings()));
    if (strikes.size() < kills) {
      broken.add("the fault point struck %d of %d times".formatted(strikes.size(), kills));
    }
    if (target.extraCalls() > kills) {
      broken.add("%d extra calls by %d kills".formatted(target.extraCalls(), kills));
    }
    var figures = new LinkedHashMap<String, String>();
    figures.put(
        "calls beyond the first",
        "%d by %d kills before the commit, all with the same key"
            .formatted(target.extraCalls(), strikes.size()));
    return new Outcome(
        "side effects",
        "The runner ends between the target's 200 and its commit: every message reaches the target,"
            + " every repeat carries the same key.",
        seed,
        took,
        strikes,
        verdict,
        broken,
        figures);
  }

  /** Life after life until the fault point has struck often enough; the last one lives on. */
  private void live(TestBed bed, List<Strike> strikes, PrintStream out) {
    try {
      while (strikes.size() < kills) {
        var point = "before-commit:%s:%d".formatted(chance(), seed + strikes.size());
        bed.runners().start(RUNNER, Map.of("TRIBUTARY_FAULTS", point));
        var program = bed.runners().runner(RUNNER);
        if (!program.process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
          return;
        }
        var strike =
            new Strike(
                bed.clock().instant(),
                new Fault.KillRunner(Duration.ZERO, 0, Duration.ZERO),
                RUNNER,
                "before-commit",
                program.pid());
        strikes.add(strike);
        out.println("  " + strike);
      }
      bed.runners().start(RUNNER);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException broken) {
      throw new java.io.UncheckedIOException(broken);
    }
  }

  /** So that a life ends within a third of its share of the messages, on average. */
  private double chance() {
    return Math.min(0.5, 3.0 * kills / load.messages());
  }
}
