package io.tributary.faults.scenarios;

import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.Checker;
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
import java.util.List;

/**
 * Promise P19 as far as a runner goes: workers 1 → 6 → 1 → 3 and runners 1 → 2 → 1 while messages
 * pass. Runners go by SIGTERM and have to drain.
 *
 * @param hold between two changes
 */
public record Scaling(long seed, int rounds, Duration hold) {
  private static final Duration QUIET = Duration.ofSeconds(75);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int PER_SECOND = 300;
  private static final List<Integer> WORKERS = List.of(6, 1, 3, 1);

  public static Scaling small(long seed) {
    return new Scaling(seed, 1, Duration.ofSeconds(4));
  }

  public static Scaling full(long seed) {
    return new Scaling(seed, 5, Duration.ofSeconds(15));
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = TestBed.start(folder, 1, "")) {
      return run(bed, out);
    }
  }

  private Outcome run(TestBed bed, PrintStream out) throws Exception {
    var flow = TestFlow.ofThreeSteps("flow0019", 6).withWorkers(1);
    bed.deploy(flow);
    bed.runners().start("one");
    var watch = StopWatch.startNow(bed.clock());
    var letters = new Letters("s" + seed, "client", seed, 500, Mix.ORDINARY::acts);
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    var stream = Load.stream(PER_SECOND, letters, client::send);
    observation.await(PER_SECOND, Duration.ofMinutes(3));
    long begun = watch.millis();
    var broken = new ArrayList<String>();
    for (int round = 0; round < rounds; round++) {
      changeWorkers(bed, flow, out);
      bed.runners().start("two");
      Await.pause(hold);
      out.println("  runner two is here, and goes by SIGTERM");
      if (!bed.runners().runner("two").end(DRAIN)) {
        broken.add("a runner did not drain within %d s of SIGTERM".formatted(DRAIN.toSeconds()));
      }
      Await.pause(hold);
    }
    stream.end();
    client.close();
    observation.await(client.expected(), QUIET);
    var took = Duration.ofMillis(watch.millis());
    var history = observation.finish(client.sendings());
    var verdict = Checker.check(history, true);
    var ends = Ends.read(bed.cluster().bootstrap(), flow);
    broken.addAll(ends.broken());
    var figures = new LinkedHashMap<String, String>();
    figures.put(
        "changes", "%d of workers, %d of runners".formatted(rounds * WORKERS.size(), 2 * rounds));
    figures.put(
        "longest time in which nothing came out",
        "%d ms (to reach: 5,000)".formatted(history.longestSilence(begun)));
    return new Outcome(
        "scaling",
        "Workers and runners come and go while messages pass: nothing is lost, doubled or put out"
            + " of order.",
        seed,
        took,
        List.of(),
        verdict,
        broken,
        figures);
  }

  private void changeWorkers(TestBed bed, TestFlow flow, PrintStream out)
      throws InterruptedException {
    for (int workers : WORKERS) {
      bed.change(flow.withWorkers(workers));
      out.println("  workers per step: " + workers);
      Await.pause(hold);
    }
  }
}
