package io.tributary.faults.scenarios;

import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.Checker;
import io.tributary.faults.history.Mark;
import io.tributary.faults.host.Act;
import io.tributary.faults.host.Act.Kind;
import io.tributary.faults.traffic.Client;
import io.tributary.faults.traffic.Letter;
import io.tributary.faults.traffic.Letters;
import io.tributary.faults.traffic.Marks;
import io.tributary.faults.traffic.StopWatch;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Promise P11: messages that no component survives go to the dead letters, once, whole, and block
 * nobody. And P5, in the same run: workers that die of a message once lose nothing.
 *
 * @param good messages that pass on
 * @param ofEach poison messages of each of the ten kinds, and messages of which a worker dies once
 * @param workers of the step: each death costs its place a pause of 1 to 15 s, to 60 s where no
 *     worker ends any message
 */
public record Poison(long seed, int good, int ofEach, int workers) {
  private static final Duration QUIET = Duration.ofSeconds(100);
  private static final List<Kind> KINDS =
      List.of(
          Kind.THROW,
          Kind.OUT_OF_MEMORY,
          Kind.LOOP,
          Kind.HUGE,
          Kind.EXIT,
          Kind.SEGMENTATION_FAULT,
          Kind.CLOSE,
          Kind.GARBAGE,
          Kind.ENDLESS_LOG);
  private static final List<Kind> DEATHS =
      List.of(Kind.EXIT, Kind.SILENT_EXIT, Kind.SEGMENTATION_FAULT, Kind.OUT_OF_MEMORY, Kind.LOOP);
  private static final RetryPolicy THREE_TIMES =
      new RetryPolicy(50, 2, 0.2, 1_000, 3_600, 3, Set.of());

  public static Poison small(long seed) {
    return new Poison(seed, 985, 1, 8);
  }

  public static Poison full(long seed) {
    return new Poison(seed, 9_850, 10, 20);
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = TestBed.start(folder, 1, "")) {
      return run(bed, out);
    }
  }

  private Outcome run(TestBed bed, PrintStream out) throws Exception {
    var flow =
        TestFlow.ofOneStep("flow0011", 4).withWorkers(workers).withTimeout(3).retrying(THREE_TIMES);
    bed.deploy(flow);
    bed.runners().start("one");
    var watch = StopWatch.startNow(bed.clock());
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    var poison = send(client);
    out.println("  sent %d good messages and %d poison ones".formatted(good, poison.size()));
    client.close();
    observation.await(client.expected(), QUIET);
    var took = Duration.ofMillis(watch.millis());
    var history = observation.finish(client.sendings());
    var verdict = Checker.check(history, false);
    var letters = DeadLetters.read(bed.cluster().bootstrap(), flow);
    var broken = letters.broken(poison);
    var figures = new LinkedHashMap<String, String>();
    figures.put("dead letters", letters.size() + " of " + poison.size() + " poison messages");
    figures.put("dead letters by kind", letters.byKind().toString());
    figures.put("deaths survived", Integer.toString(ofEach * DEATHS.size()));
    return new Outcome(
        "poison",
        "Messages that no worker survives become dead letters, once and whole; those of which a"
            + " worker dies once are delivered; nobody else is held up.",
        seed,
        took,
        List.of(),
        verdict,
        broken,
        figures);
  }

  /** Gives the poison messages with the bodies that must come back. */
  private Map<Mark, byte[]> send(Client client) {
    var chance = new Random(seed);
    var letters = new Letters("p" + seed, "client", seed, 2_000, _ -> Map.of());
    var poison = new HashMap<Mark, byte[]>();
    int deaths = ofEach * DEATHS.size();
    int others = ofEach * (KINDS.size() + 1);
    var places = new java.util.ArrayList<Integer>();
    for (int i = 0; i < good + deaths + others; i++) {
      places.add(i);
    }
    java.util.Collections.shuffle(places, chance);
    for (int place : places) {
      if (place < ofEach) {
        sendBroken(client, place, poison);
      } else if (place < others) {
        sendPoison(client, letters.next(acting(KINDS, place, 0)), poison);
      } else if (place < others + deaths) {
        client.send(letters.next(acting(DEATHS, place, 1)));
      } else {
        client.send(letters.next());
      }
    }
    return poison;
  }

  private static Map<String, Act> acting(List<Kind> kinds, int place, int attempts) {
    return Map.of("first", new Act(kinds.get(place % kinds.size()), attempts));
  }

  private static void sendPoison(Client client, Letter letter, Map<Mark, byte[]> poison) {
    poison.put(letter.mark(), letter.body().getBytes(StandardCharsets.UTF_8));
    client.send(letter);
  }

  private void sendBroken(Client client, int number, Map<Mark, byte[]> poison) {
    var body =
        "message %d of %d is \"no JSON".formatted(number, seed).getBytes(StandardCharsets.UTF_8);
    var mark = Marks.of(body);
    poison.put(mark, body);
    client.send(mark, 1, "broken-" + number, body);
  }
}
