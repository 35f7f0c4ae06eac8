package io.tributary.faults.scenarios;

import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.Checker;
import io.tributary.faults.host.Act;
import io.tributary.faults.plan.Fault;
import io.tributary.faults.plan.Strike;
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
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Promise P7: a runner is stopped with work in its hands, past its session and its transaction; the
 * other one takes over; the stopped one goes on and must not be able to commit what it held.
 */
public record Zombies(long seed, int rounds) {
  private static final Duration STOPPED = Duration.ofSeconds(24);
  private static final Duration SETTLED = Duration.ofSeconds(40);
  private static final Duration QUIET = Duration.ofSeconds(75);
  private static final int PER_SECOND = 100;
  private static final String BEGINS_AGAIN = "begins again at the committed position";

  public static Zombies small(long seed) {
    return new Zombies(seed, 1);
  }

  public static Zombies full(long seed) {
    return new Zombies(seed, 20);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = TestBed.start(folder, 1, "")) {
      return run(bed, out);
    }
  }

  private Outcome run(TestBed bed, PrintStream out) throws Exception {
    var flow = TestFlow.ofOneStep("flow0007", 4);
    bed.deploy(flow);
    for (var runner : TestBed.twoRunners()) {
      bed.runners().start(runner);
    }
    var watch = StopWatch.startNow(bed.clock());
    // Slow messages: there is always something in hand.
    var letters =
        new Letters(
            "z" + seed,
            "client",
            seed,
            200,
            chance -> Map.of("first", new Act(Act.Kind.WAIT, 100 + chance.nextInt(400))));
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    var done = new AtomicBoolean();
    var load = Thread.ofPlatform().daemon().start(() -> send(letters, client, done));
    observation.await(2L * PER_SECOND, Duration.ofMinutes(3));
    var strikes = new CopyOnWriteArrayList<Strike>();
    var reasons = new TreeMap<String, Integer>();
    var broken = new ArrayList<String>();
    for (int round = 0; round < rounds; round++) {
      strikes.add(round(bed, round, reasons, broken));
      out.println("  " + strikes.getLast());
    }
    done.set(true);
    load.join();
    client.close();
    observation.await(client.expected(), QUIET);
    var took = Duration.ofMillis(watch.millis());
    var verdict = Checker.check(observation.finish(client.sendings()), true);
    var figures = new LinkedHashMap<String, String>();
    figures.put(
        "rounds in which the zombie had to begin again",
        (rounds - broken.size()) + " of " + rounds);
    figures.put("what stopped it", reasons.toString());
    broken.addAll(Ends.read(bed.cluster().bootstrap(), flow).broken());
    return new Outcome(
        "zombies",
        "A runner is stopped past its session and its transaction while another takes over: what it"
            + " held when it goes on is refused.",
        seed,
        took,
        strikes,
        verdict,
        broken,
        figures);
  }

  private Strike round(TestBed bed, int round, Map<String, Integer> reasons, List<String> broken)
      throws Exception {
    int before = bed.runners().said(name(round)).size();
    var struck = bed.pauseRunner(round % 2, STOPPED).orElseThrow();
    boolean refused = Await.until(SETTLED, () -> !excuses(bed, struck.who(), before).isEmpty());
    if (!refused) {
      broken.add("round %d: %s was not refused after SIGCONT".formatted(round, struck.who()));
    }
    excuses(bed, struck.who(), before)
        .forEach(line -> reasons.merge(reason(line), 1, Integer::sum));
    // Both have partitions again before the next round.
    Await.pause(Duration.ofSeconds(6));
    return new Strike(
        struck.at(),
        new Fault.PauseRunner(Duration.ZERO, round, STOPPED),
        struck.who(),
        "",
        struck.pid());
  }

  private static String name(int round) {
    return TestBed.twoRunners().get(round % 2);
  }

  private static List<String> excuses(TestBed bed, String runner, int before) throws Exception {
    return bed.runners().said(runner).stream()
        .skip(before)
        .filter(line -> line.contains(BEGINS_AGAIN))
        .toList();
  }

  /** The last exception's class that the line names. */
  private static String reason(String line) {
    var matcher = java.util.regex.Pattern.compile("([A-Za-z]+(Exception|Error))").matcher(line);
    var found = "other";
    while (matcher.find()) {
      found = matcher.group(1);
    }
    return found;
  }

  private static void send(Letters letters, Client client, AtomicBoolean done) {
    try {
      while (!done.get()) {
        new Load(PER_SECOND, PER_SECOND).run(letters, client, () -> PER_SECOND);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
