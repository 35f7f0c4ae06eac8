package io.tributary.faults.scenarios;

import io.tributary.faults.process.Await;
import io.tributary.faults.product.Api;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.ProductBed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Organization {@code acme} asks for builds and flows, more than it may have. */
final class Greed {
  private static final String PUBLISHER = "acme-parts";
  private static final String SOURCE = "connectors/transform";
  private static final Duration AFTER = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final ProductBed bed;
  private final int builds;
  private final int flows;
  private final Map<Integer, Long> answers = new TreeMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final Thread pushing;
  private final Thread asking;
  private final Thread beside;
  private volatile int pushed;
  private volatile long neighboursBuildMillis = -1;

  Greed(ProductBed bed, int builds, int flows) {
    this.bed = bed;
    this.builds = builds;
    this.flows = flows;
    this.pushing = Thread.ofPlatform().daemon().name("greed pushes").unstarted(this::push);
    this.beside = Thread.ofPlatform().daemon().name("beside").unstarted(this::pushNeighbours);
    this.asking = Thread.ofPlatform().daemon().name("greed asks").unstarted(this::ask);
  }

  void start() {
    pushing.start();
    asking.start();
  }

  void finish() throws InterruptedException {
    pushing.join(LIMIT);
    beside.join(LIMIT);
    asking.join(LIMIT);
  }

  /** Holds what it got against what it may have. */
  void judge(int mostBuilds, int mostFlows, List<String> broken, Map<String, String> figures)
      throws Exception {
    broken.addAll(failures);
    var states = new TreeMap<String, Integer>();
    int waiting = 0;
    for (var build :
        bed.owner().get("/api/v1/organizations/acme/builds?limit=100").path("builds")) {
      states.merge(build.path("state").asString(), 1, Integer::sum);
      waiting += build.path("waits").path("quota").asString("").isEmpty() ? 0 : 1;
    }
    int deployed = bed.owner().get("/api/v1/organizations/acme/flows").size();
    figures.put(
        "builds of who is greedy",
        "%d pushed: %s, of these %d wait for the quota of %d an hour"
            .formatted(pushed, states, waiting, mostBuilds));
    figures.put(
        "flows that were asked for",
        "%d, answers by status: %s; it has %d of %d"
            .formatted(flows, answers, deployed, mostFlows));
    figures.put(
        "a build of the neighbour meanwhile",
        neighboursBuildMillis < 0
            ? "not listed"
            : neighboursBuildMillis / 1_000 + " s to the shelf");
    if (pushed > mostBuilds && waiting == 0) {
      broken.add("no build waits, though %d were pushed".formatted(pushed));
    }
    if (deployed > mostFlows) {
      broken.add("%d flows are deployed, %d are allowed".formatted(deployed, mostFlows));
    }
    if (neighboursBuildMillis < 0) {
      broken.add("the neighbour's build was not listed");
    }
  }

  private void push() {
    try {
      var owner = bed.owner();
      owner.post("/api/v1/organizations/acme/publishers", Map.of("name", PUBLISHER));
      for (int i = 0; i < builds; i++) {
        bed.push(owner, PUBLISHER, "part-" + i, SOURCE);
        pushed = i + 1;
        if (i == builds / 2) {
          beside.start();
        }
      }
    } catch (Exception failed) {
      failures.add("pushing ended with " + failed);
    }
  }

  /** In the middle of the others' builds. */
  private void pushNeighbours() {
    try {
      var neighbour = bed.as(ProductBed.NEIGHBOUR);
      bed.push(neighbour, "northwind", "part", SOURCE);
      long begun = System.nanoTime();
      bed.awaitListed(neighbour, "northwind", "part");
      neighboursBuildMillis = (System.nanoTime() - begun) / 1_000_000;
    } catch (Exception failed) {
      failures.add("the neighbour's build ended with " + failed);
    }
  }

  private void ask() {
    try {
      var owner = bed.owner();
      for (int i = 0; i < flows; i++) {
        var answer = put(owner, "greedy-" + i);
        answers.merge(answer.status(), 1L, Long::sum);
        if (answer.status() == 429) {
          Await.pause(AFTER);
        } else if (answer.status() / 100 == 5) {
          failures.add("a flow too many was answered " + answer.status());
        }
      }
    } catch (Exception failed) {
      failures.add("asking for flows ended with " + failed);
    }
  }

  private static Api.Answer put(Api owner, String name) throws Exception {
    return owner.ask(
        "PUT",
        "/api/v1/organizations/acme/flows/" + name,
        "text/yaml",
        DeployedFlow.named(name, ProductFlows.TWO_STEPS));
  }
}
