package io.tributary.faults.scenarios;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.faults.process.Await;
import io.tributary.faults.product.Api;
import io.tributary.faults.product.DeployedFlow;
import io.tributary.faults.product.ProductBed;
import io.tributary.faults.traffic.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commands to flows that no message passes, each with a number that can be found again: in the
 * platform's answers, and in what the step runners were told.
 *
 * <p>An answered command took effect; of one without a good answer nobody knows. So each flow has a
 * set of states that it may be in, and in the end it must be in one of them, everywhere.
 */
final class Control {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration SETTLED = Duration.ofMinutes(3);
  private static final String ORGANIZATION = "/api/v1/organizations/acme";
  private static final int FLOWS = 3;
  private static final int NUMBERS = 1_000;

  private final ProductBed bed;
  private final Random chance;
  private final List<Steered> flows = new ArrayList<>();
  private int sent;
  private int accepted;

  private Control(ProductBed bed, long seed) {
    this.bed = bed;
    this.chance = new Random(seed);
  }

  /** Makes the flows and their connections. */
  static Control start(ProductBed bed, long seed) throws Exception {
    var control = new Control(bed, seed);
    for (int i = 0; i < FLOWS; i++) {
      var connection = "steered-" + i;
      control.connect(connection, 1);
      var name = "steered-" + i;
      var flow = DeployedFlow.applied(bed.owner(), "acme", name, document(connection, 1));
      control.flows.add(new Steered(flow, connection));
    }
    return control;
  }

  int sent() {
    return sent;
  }

  int accepted() {
    return accepted;
  }

  /** Sends one command, drawn from the seed. */
  void command() throws InterruptedException {
    var flow = flows.get(chance.nextInt(flows.size()));
    int number = 1 + chance.nextInt(NUMBERS);
    sent++;
    boolean good =
        switch (chance.nextInt(5)) {
          case 0, 1 ->
              flow.numbered.tell(
                  number,
                  answered(
                      "PUT",
                      flow.flow.path(),
                      "text/yaml",
                      DeployedFlow.named(flow.flow.name(), document(flow.connection, number))));
          case 2 -> flow.paused.tell(1, answered("POST", flow.flow.path() + "/pause", "", ""));
          case 3 -> flow.paused.tell(0, answered("POST", flow.flow.path() + "/resume", "", ""));
          default ->
              flow.connected.tell(
                  number,
                  answered(
                      "PUT",
                      ORGANIZATION + "/connections/" + flow.connection,
                      "application/json",
                      JSON.writeValueAsString(connection(number))));
        };
    if (good) {
      accepted++;
    }
  }

  /** Waits until what was begun is ended, and gives a sentence for everything that is half done. */
  List<String> broken() throws Exception {
    Await.until(SETTLED, () -> judged().isEmpty());
    return judged();
  }

  private List<String> judged() throws Exception {
    var broken = new ArrayList<String>();
    var told = told();
    for (var flow : flows) {
      try {
        judge(flow, told, broken);
      } catch (IOException silent) {
        broken.add("%s cannot be looked at: %s".formatted(flow.flow.name(), silent.getMessage()));
      }
    }
    return broken;
  }

  private void judge(Steered flow, Map<String, JsonNode> told, List<String> broken)
      throws IOException, InterruptedException {
    var name = flow.flow.name();
    var view = flow.flow.view();
    int deployed = view.path("deployed").asInt();
    if (flow.numbered.isCertain() && deployed != view.path("revision").asInt()) {
      broken.add(
          "%s was accepted at revision %s, and %d is deployed"
              .formatted(name, view.path("revision"), deployed));
    }
    boolean paused = view.path("state").asString().equals("paused");
    flow.paused.judge(name + " being paused", paused ? 1 : 0, broken);
    for (var step : List.of("form", "push")) {
      var last = told.get(flow.flow.id() + "/" + step);
      if (last == null) {
        broken.add("nobody was told of %s/%s".formatted(name, step));
        continue;
      }
      flow.numbered.judge(
          "the number told of %s/%s".formatted(name, step),
          last.path("concurrency").asInt(),
          broken);
      if (last.path("revision").asInt() != deployed
          || last.path("state").asString().equals("PAUSED") != paused) {
        broken.add(
            "the step runners were last told that %s/%s is revision %s and %s; the platform says %d and %s"
                .formatted(
                    name,
                    step,
                    last.path("revision"),
                    last.path("state"),
                    deployed,
                    view.path("state")));
      }
    }
    var connection = owner().get(ORGANIZATION + "/connections/" + flow.connection);
    var url = connection.path("fields").path("url").asString("");
    flow.connected.judge(
        "connection " + flow.connection,
        Integer.parseInt(url.substring(url.lastIndexOf('/') + 1)),
        broken);
  }

  /** The last word about each step. */
  private Map<String, JsonNode> told() {
    var told = new HashMap<String, JsonNode>();
    TopicReader.readAll(
        bed.cluster().bootstrap(),
        List.of(StepAssignment.TOPIC),
        record -> {
          var key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            told.remove(key);
          } else {
            told.put(key, JSON.readTree(record.value()));
          }
        });
    return told;
  }

  private boolean answered(String method, String path, String type, String body)
      throws InterruptedException {
    try {
      return owner().ask(method, path, type, body).isGood();
    } catch (IOException unknown) {
      return false;
    }
  }

  private Api owner() throws IOException {
    return bed.owner();
  }

  private void connect(String name, int number) throws Exception {
    owner().put(ORGANIZATION + "/connections/" + name, connection(number));
  }

  private static Map<String, Object> connection(int number) {
    return Map.of(
        "component",
        "northwind/harness",
        "fields",
        Map.of("url", "http://target.tributary.test/" + number, "password", "p" + number));
  }

  /** Nobody works where nothing comes in: only the word about it travels. */
  private static String document(String connection, int number) {
    return """
    description: Revision %1$d.
    steps:
      - id: form
        component: tributary/webhook@1
        trigger: receive
        workers: {min: 0, max: 1, idle: 5s}
        concurrency: %1$d
      - id: push
        component: northwind/harness@1.0.0
        action: deliver
        after: form
        connection: %2$s
        workers: {min: 0, max: 1, idle: 5s}
        concurrency: %1$d
    """
        .formatted(number, connection);
  }

  /** A flow and what it may be like. */
  private static final class Steered {
    private final DeployedFlow flow;
    private final String connection;
    private final Possible numbered = new Possible(1);
    private final Possible paused = new Possible(0);
    private final Possible connected = new Possible(1);

    private Steered(DeployedFlow flow, String connection) {
      this.flow = flow;
      this.connection = connection;
    }
  }

  /** What the last accepted command said, and what commands after it may have said. */
  private static final class Possible {
    private final Set<Integer> values = new TreeSet<>();

    private Possible(int value) {
      values.add(value);
    }

    private boolean tell(int value, boolean accepted) {
      if (accepted) {
        values.clear();
      }
      values.add(value);
      return accepted;
    }

    /** Whether the last command was accepted: one that was not may be half done. */
    private boolean isCertain() {
      return values.size() == 1;
    }

    private void judge(String what, int value, List<String> broken) {
      if (!values.contains(value)) {
        broken.add("%s is %d, and only %s was accepted".formatted(what, value, values));
      }
    }
  }
}
