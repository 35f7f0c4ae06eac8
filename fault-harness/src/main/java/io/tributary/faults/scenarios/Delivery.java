package io.tributary.faults.scenarios;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.Checker;
import io.tributary.faults.plan.FaultPlan;
import io.tributary.faults.plan.FaultPlan.Numbers;
import io.tributary.faults.plan.Striker;
import io.tributary.faults.process.Await;
import io.tributary.faults.traffic.Client;
import io.tributary.faults.traffic.Letters;
import io.tributary.faults.traffic.Load;
import io.tributary.faults.traffic.StopWatch;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Promises P2, P3, P7 and P10: a flow of three steps, two runners, and kills of workers, runners
 * and brokers while messages pass. One message in a hundred fails once or twice at some step, one
 * in ten takes 20 to 300 ms there.
 *
 * @param name in the report
 * @param brokers 1 or 3
 * @param partitions of each topic
 * @param load its rate is held back so that it lasts as long as the faults
 */
public record Delivery(
    String name,
    long seed,
    int brokers,
    int partitions,
    int keys,
    Load load,
    Numbers faults,
    Mix mix) {
  private static final Duration FIRST_MESSAGE = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(75);

  /** As {@code ./verify} runs it. */
  public static Delivery small(long seed) {
    return new Delivery(
        "delivery", seed, 1, 6, 500, new Load(20_000, 400), new Numbers(5, 3, 2, 0), Mix.ORDINARY);
  }

  /** As the report has it. */
  public static Delivery full(long seed) {
    return new Delivery(
        "delivery",
        seed,
        3,
        6,
        1_000,
        new Load(100_000, 250),
        new Numbers(22, 16, 12, 0),
        Mix.ORDINARY);
  }

  /** Promise P3 where it is narrowest: all keys in one partition, one owner at a time. */
  public static Delivery onePartition(long seed) {
    return new Delivery(
        "one-partition",
        seed,
        3,
        1,
        100,
        new Load(33_333, 250),
        new Numbers(9, 7, 4, 0),
        Mix.ORDINARY);
  }

  /** Large work in pages, and kills between them. */
  public static Delivery pages(long seed) {
    return new Delivery(
        "pages", seed, 1, 4, 200, new Load(4_000, 100), new Numbers(6, 4, 0, 0), Mix.PAGES);
  }

  /** A fault about every 90 s at 200 messages a second, zombies among them. */
  public static Delivery soak(long seed, int minutes) {
    int faults = Math.max(4, minutes * 60 / 90);
    return new Delivery(
        "soak",
        seed,
        3,
        6,
        1_000,
        new Load(200 * 60 * minutes, 200),
        new Numbers(faults / 3, faults / 3, faults / 6, faults / 6),
        Mix.ORDINARY);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = TestBed.start(folder, brokers, "")) {
      return run(bed, out);
    }
  }

  private Outcome run(TestBed bed, PrintStream out) throws Exception {
    var flow = TestFlow.ofThreeSteps("flow0001", partitions);
    bed.deploy(flow);
    for (var runner : TestBed.twoRunners()) {
      bed.runners().start(runner);
    }
    var watch = StopWatch.startNow(bed.clock());
    var letters = new Letters("r" + seed, "client", seed, keys, mix::acts);
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    warmUp(letters, client, observation);
    var striker = new Striker(plan(), bed, strike -> out.println("  " + strike));
    striker.start();
    int total = plan().faults().size();
    load.run(letters, client, () -> allowed(striker, total));
    striker.finish();
    client.close();
    observation.await(client.expected(), QUIET);
    var took = Duration.ofMillis(watch.millis());
    var verdict = Checker.check(observation.finish(client.sendings()), true);
    return judge(bed, flow, letters, striker, verdict, took);
  }

  private Outcome judge(
      TestBed bed,
      TestFlow flow,
      Letters letters,
      Striker striker,
      io.tributary.faults.history.Verdict verdict,
      Duration took) {
    var ends = Ends.read(bed.cluster().bootstrap(), flow);
    var broken = new ArrayList<>(ends.broken());
    var figures = new LinkedHashMap<String, String>();
    for (var step : flow.steps()) {
      long emitted = ends.count(step, StepEvent.Outcome.EMITTED);
      long dead = ends.count(step, StepEvent.Outcome.DEAD);
      figures.put("ledger of " + step, "emitted for %d, dead %d".formatted(emitted, dead));
      if (dead > 0) {
        broken.add("step %s gave up %d messages".formatted(step, dead));
      }
    }
    long ended = ends.count(flow.steps().getLast(), StepEvent.Outcome.EMITTED);
    if (mix == Mix.ORDINARY && ended != verdict.arrived()) {
      broken.add("the last step gave %d messages, and %d came".formatted(ended, verdict.arrived()));
    }
    Redelivery.of(ends, letters.failing(), striker.strikes(), bed.outages()).addTo(figures);
    return new Outcome(
        name,
        "A flow of three steps, %d brokers, two runners, two workers per step and runner: every accepted message comes out once, in the order of its key."
            .formatted(brokers),
        seed,
        took,
        striker.strikes(),
        verdict,
        broken,
        figures);
  }

  /** The same for the same seed. */
  private FaultPlan plan() {
    int count = faults.workers() + faults.runners() + faults.brokers() + faults.pauses();
    var pace = Duration.ofMillis(1_000L * load.messages() / load.perSecond() / Math.max(1, count));
    return FaultPlan.draw(seed, faults, pace);
  }

  /** Faults begin when messages pass. */
  private void warmUp(Letters letters, Client client, Observation observation) throws Exception {
    client.send(letters.next(Map.of()));
    if (!Await.until(FIRST_MESSAGE, () -> observation.arrived() > 0)) {
      throw new IllegalStateException(
          "the first message did not arrive in %d s: read the logs in the run's folder"
              .formatted(FIRST_MESSAGE.toSeconds()));
    }
  }

  private int allowed(Striker striker, int total) {
    return striker.isDone()
        ? load.messages()
        : (int) ((striker.strikes().size() + 1L) * load.messages() / (total + 1));
  }
}
