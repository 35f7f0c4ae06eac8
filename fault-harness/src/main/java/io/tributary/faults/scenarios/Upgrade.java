package io.tributary.faults.scenarios;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.faults.bed.TestBed;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.Checker;
import io.tributary.faults.host.Act;
import io.tributary.faults.host.Act.Kind;
import io.tributary.faults.process.Await;
import io.tributary.faults.runtime.HarnessRuntime;
import io.tributary.faults.traffic.Client;
import io.tributary.faults.traffic.Letters;
import io.tributary.faults.traffic.Load;
import io.tributary.faults.traffic.StopWatch;
import io.tributary.faults.traffic.TopicReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * Promise P18 as far as a runner goes: the component of one step changes from version 1 to 2 and
 * back while messages pass. Each message writes down which versions had it. The steps beside it do
 * not change, and keep their workers.
 *
 * @param upgrades changes of the version
 * @param hold between two of them
 */
public record Upgrade(long seed, int upgrades, Duration hold) {
  private static final Duration FIRST_MESSAGES = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(75);
  private static final int PER_SECOND = 200;
  private static final String CHANGING = "second";
  private static final List<String> VERSIONS = List.of("2.0.0", "1.0.0");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static Upgrade small(long seed) {
    return new Upgrade(seed, 2, Duration.ofSeconds(6));
  }

  public static Upgrade full(long seed) {
    return new Upgrade(seed, 10, Duration.ofSeconds(30));
  }

  public Outcome run(Path folder, PrintStream out) throws Exception {
    try (var bed = TestBed.start(folder, 1, "")) {
      return run(bed, out);
    }
  }

  private Outcome run(TestBed bed, PrintStream out) throws Exception {
    var flow = TestFlow.ofThreeSteps("flow0018", 6);
    bed.deploy(flow);
    bed.runners().start("one");
    var watch = StopWatch.startNow(bed.clock());
    var letters = new Letters("u" + seed, "client", seed, 500, Upgrade::acts);
    var observation = new Observation(bed, flow, watch);
    var client = new Client(bed.cluster().bootstrap(), flow.input(), watch);
    var stream = Load.stream(PER_SECOND, letters, client::send);
    observation.await(PER_SECOND, FIRST_MESSAGES);
    long begun = watch.millis();
    var unchanged = workersBeside(bed);
    for (int i = 0; i < upgrades; i++) {
      flow = flow.upgrading(CHANGING, VERSIONS.get(i % VERSIONS.size()));
      out.println("  revision " + flow.revision() + " has version " + flow.versions().getLast());
      // Steps are told first, as by the runtime; that they have heard it is not waited for.
      bed.change(flow);
      client.begin(flow.revision());
      Await.pause(hold);
    }
    stream.end();
    client.close();
    observation.await(client.expected(), QUIET);
    var took = Duration.ofMillis(watch.millis());
    var history = observation.finish(client.sendings());
    var verdict = Checker.check(history, true);
    var broken = new ArrayList<>(Ends.read(bed.cluster().bootstrap(), flow).broken());
    if (!workersBeside(bed).equals(unchanged)) {
      broken.add("a step that did not change has other workers than before");
    }
    var trails = readTrails(bed, flow);
    broken.addAll(trails.broken());
    var figures = new LinkedHashMap<String, String>();
    figures.put("messages by revision", trails.byRevision().toString());
    figures.put(
        "longest time in which nothing came out",
        "%d ms (to reach: 10,000)".formatted(history.longestSilence(begun)));
    return new Outcome(
        "upgrade",
        "The version of a step changes while messages pass: each message ends on the one it began"
            + " with, and nothing is lost, doubled or put out of order.",
        seed,
        took,
        List.of(),
        verdict,
        broken,
        figures);
  }

  /** One in ten is still at work in the changing step when others have come in behind it. */
  private static Map<String, Act> acts(Random chance) {
    int wait = chance.nextInt(10) == 0 ? 100 + chance.nextInt(1_500) : 0;
    return Map.of(
        "first",
        new Act(Kind.TRAIL, 0),
        CHANGING,
        new Act(Kind.TRAIL, wait),
        "third",
        new Act(Kind.TRAIL, 0));
  }

  private static Set<String> workersBeside(TestBed bed) {
    return bed.runtime().alive().stream()
        .filter(worker -> !worker.step().equals(CHANGING))
        .map(HarnessRuntime.Worker::name)
        .collect(Collectors.toSet());
  }

  private static Trails readTrails(TestBed bed, TestFlow flow) {
    var trails = new Trails(new TreeMap<>(), new ArrayList<>());
    TopicReader.readAll(
        bed.cluster().bootstrap(), List.of(flow.output()), record -> trails.add(record, flow));
    return trails;
  }

  /** Which versions messages met, beside the revision that they began with. */
  private record Trails(Map<Integer, Integer> byRevision, List<String> broken) {
    private static final int WITNESSES = 5;

    void add(ConsumerRecord<byte[], byte[]> record, TestFlow flow) {
      var header = record.headers().lastHeader(MessageHeaders.FLOW_REVISION);
      int revision = Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8));
      byRevision.merge(revision, 1, Integer::sum);
      var own =
          "first@1.0.0 %s@%s third@1.0.0".formatted(CHANGING, flow.versions().get(revision - 1));
      var been = JSON.readTree(record.value()).path("trail").asString("");
      if (!been.equals(own) && broken.size() < WITNESSES) {
        broken.add("a message of revision %d came by %s".formatted(revision, been));
      }
    }
  }
}
