package io.tributary.faults.scenarios;

import io.tributary.contracts.executions.StepEvent;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Promise P7 where all brokers are lost at once: everything stands still, and goes on when they are
 * back.
 *
 * @param brokers 1 or 3
 * @param rounds how often all of them are killed
 * @param away how long they stay away
 * @param judgesTimes whether a slow return breaks the promise, or is only told
 */
public record Blackout(
    long seed, int brokers, int perSecond, int rounds, Duration away, boolean judgesTimes) {
  private static final Duration FIRST_MESSAGE = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(90);
  private static final Duration RESUMED = Duration.ofSeconds(30);

  public static Blackout small(long seed) {
    return new Blackout(seed, 3, 100, 1, Duration.ofSeconds(5), false);
  }

  public static Blackout full(long seed) {
    return new Blackout(seed, 3, 200, 5, Duration.ofSeconds(20), true);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = TestBed.start(folder, brokers, "")) {
      return run(bed, out);
    }
  }

  private Outcome run(TestBed bed, PrintStream out) throws Exception {
    var flow = TestFlow.ofThreeSteps("flow0007", 6);
    bed.deploy(flow);
    for (var runner : TestBed.twoRunners()) {
      bed.runners().start(runner);
    }
    var watch = StopWatch.startNow(bed.clock());
    var letters = new Letters("b" + seed, "client", seed, 500, Mix.ORDINARY::acts);
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    client.send(letters.next(Map.of()));
    if (!Await.until(FIRST_MESSAGE, () -> observation.arrived() > 0)) {
      throw new IllegalStateException("the first message did not arrive: read the runners' logs");
    }
    var done = new AtomicBoolean();
    var load = Thread.ofPlatform().daemon().start(() -> send(letters, client, done));
    var returns = new ArrayList<Long>();
    for (int round = 0; round < rounds; round++) {
      Await.pause(Duration.ofSeconds(5));
      returns.add(lose(bed, observation, watch));
      out.println(
          "  all brokers were away; messages came after %d ms".formatted(returns.getLast()));
    }
    done.set(true);
    load.join();
    client.close();
    observation.await(client.expected(), QUIET);
    var took = Duration.ofMillis(watch.millis());
    var verdict = Checker.check(observation.finish(client.sendings()), true);
    var ends = Ends.read(bed.cluster().bootstrap(), flow);
    var broken = new ArrayList<>(ends.broken());
    var figures = new LinkedHashMap<String, String>();
    figures.put("all brokers killed at once", "%d × %d s".formatted(rounds, away.toSeconds()));
    figures.put(
        "from their return to the next message out of the flow",
        "%s ms (to reach: %d)".formatted(returns, RESUMED.toMillis()));
    figures.put(
        "emitted by the last step",
        Long.toString(ends.count(flow.steps().getLast(), StepEvent.Outcome.EMITTED)));
    if (judgesTimes && returns.stream().anyMatch(millis -> millis > RESUMED.toMillis())) {
      broken.add("messages came later than 30 s after the brokers' return: " + returns);
    }
    return new Outcome(
        "blackout",
        "All %d brokers are killed at once: messages stand still, and go on within 30 s of their return."
            .formatted(brokers),
        seed,
        took,
        List.of(),
        verdict,
        broken,
        figures);
  }

  /** Milliseconds from the moment at which all brokers were whole until something came out. */
  private long lose(TestBed bed, Observation observation, StopWatch watch) throws Exception {
    for (int id = 1; id <= brokers; id++) {
      bed.cluster().broker(id).kill();
    }
    Await.pause(away);
    int before = observation.arrived();
    for (int id = 1; id <= brokers; id++) {
      bed.cluster().startBroker(id);
    }
    bed.cluster().awaitWhole();
    long back = watch.millis();
    if (!Await.until(Duration.ofMinutes(2), () -> observation.arrived() > before)) {
      throw new IllegalStateException("nothing came out of the flow 2 minutes after the return");
    }
    return watch.millis() - back;
  }

  private void send(Letters letters, Client client, AtomicBoolean done) {
    try {
      while (!done.get()) {
        new Load(perSecond, perSecond).run(letters, client, () -> perSecond);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
