package io.tributary.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;

/**
 * A stranger's hostile component on the platform that runs: pushed, built, deployed, and asked for
 * one attack after the other. Each line that comes back is a try; docs/security.md says which test
 * shows what is not tried here.
 */
final class HostileStep {
  private static final Path SOURCE = Path.of("src/test/component/hostile");
  private static final String HOSTILE = "/api/v1/organizations/northwind/flows/hostile";
  private static final String NEIGHBOUR = "/api/v1/organizations/acme/flows/neighbour";
  private static final Duration BUILD = Duration.ofMinutes(5);
  private static final Duration START = Duration.ofMinutes(2);

  /** Of a line of log as JSON: 16 KiB of text, in which a character may take six. */
  private static final int LONGEST_LINE = 100_000;

  /** Two files of 8 MiB, and what was on its way. */
  private static final long MOST_LOG_BYTES = 17L * 1024 * 1024;

  private static final String ATTACKED =
      """
      name: hostile
      steps:
        - id: form
          component: tributary/webhook@1
          trigger: receive
        - id: attack
          component: northwind/hostile@1.0.0
          action: attack
          after: form
          input: body
          workers: 2
        - id: tell
          component: northwind/hostile@1.0.0
          action: tell
          after: attack
      """;

  private static final String ANSWERING =
      """
      name: neighbour
      steps:
        - id: form
          component: tributary/webhook@1
          trigger: receive
        - id: answer
          component: tributary/webhook@1
          action: reply
          after: form
          input: '{"status": 200, "body": "here"}'
      """;

  private final Command tributary;
  private final URI server;
  private final Path data;
  private final HttpClient http = HttpClient.newHttpClient();

  private HostileStep(Command tributary) {
    this.tributary = tributary;
    this.server = URI.create("http://localhost:" + tributary.port());
    this.data = tributary.home().resolve("data");
  }

  /** What came of every try. */
  record Tries(List<String> held, List<String> through) {}

  /** Publishes where that was not done yet, attacks, and leaves no flow running. */
  static Tries attack(Command tributary, String engine) throws Exception {
    return new HostileStep(tributary).attack(engine);
  }

  private Tries attack(String engine) throws Exception {
    var stranger = Person.login(server, data, "dev@northwind.test");
    var neighbour = Person.login(server, data, "dev@acme.test");
    publish(stranger);
    decide(stranger);
    var hook = deployed(stranger, HOSTILE, ATTACKED);
    var nextDoor = deployed(neighbour, NEIGHBOUR, ANSWERING);
    var lines = new ArrayList<String>();

    lines.addAll(first(hook));
    for (var deed : List.of("call", "deserialize", "sockets")) {
      lines.addAll(tried(hook, deed, List.of()));
    }
    lines.addAll(tried(hook, "connect", places("")));
    lines.addAll(tried(hook, "egress", places("R9-undeclared undeclared.example 443")));
    lines.addAll(tried(hook, "egress", List.of("R9-refused refused.example 443")));
    lines.addAll(tried(hook, "names", List.of("stolen-payload.attacker.example")));
    lines.addAll(tried(hook, "runner", List.of("done for a message of another's")));
    lines.addAll(tried(hook, "runner", List.of("a frame of a gigabyte")));
    lines.addAll(beside(nextDoor, hook));
    assertBounded(stranger);
    stranger.send("POST", HOSTILE + "/pause", "application/json", "");
    neighbour.send("POST", NEIGHBOUR + "/pause", "application/json", "");
    return told(engine, lines);
  }

  private void publish(Person stranger) throws Exception {
    var listed = "/api/v1/components/northwind/hostile/versions/1.0.0";
    if (stranger.send("GET", listed, "application/json", "").statusCode() == 200) {
      return;
    }
    var folder = tributary.home().resolve("hostile");
    copy(SOURCE, folder);
    git(folder, "init", "--quiet", "--initial-branch=main");
    git(folder, "add", "--all");
    git(folder, "-c", "user.name=M", "-c", "user.email=m@example.test", "commit", "-qm", "First");
    var pushed =
        tributary.run(
            BUILD,
            Map.of("TRIBUTARY_TOKEN", stranger.token(), "TRIBUTARY_SERVER", server.toString()),
            "push",
            folder.toString(),
            "--as",
            "northwind/hostile");
    assertThat(pushed.exit()).as(pushed.output()).isZero();
  }

  private static void decide(Person owner) throws Exception {
    var decided =
        owner.send(
            "POST",
            "/api/v1/organizations/northwind/grants/northwind/hostile",
            "application/json",
            "{\"allow\": [\"declared.example\"], \"refuse\": [\"refused.example\"]}");
    assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
  }

  /** The address of its webhook. */
  private static URI deployed(Person owner, String path, String yaml) throws Exception {
    var applied = owner.send("PUT", path, "text/yaml", yaml);
    assertThat(applied.statusCode()).as(applied.body()).isBetween(200, 299);
    owner.send("POST", path + "/resume", "application/json", "");
    return URI.create(Person.text(applied.body(), "hook").replace("localhost", "127.0.0.1"));
  }

  /** Until the steps have started, nobody answers. */
  private List<String> first(URI hook) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    var answer = post(hook, "look", List.of());
    while (answer.status() != 200) {
      assertThat(System.nanoTime()).as("answered: " + answer).isLessThan(end);
      answer = post(hook, "look", List.of());
    }
    return answer.body().lines().toList();
  }

  private List<String> tried(URI hook, String deed, List<String> targets) throws Exception {
    var answer = post(hook, deed, targets);
    assertThat(answer.status()).as(deed + ": " + answer.body()).isEqualTo(200);
    return answer.body().lines().toList();
  }

  /** What listens on this machine for the platform, and what clouds and engines have. */
  private List<String> places(String more) throws IOException {
    var ports = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("ports"))) {
      ports.load(reader);
    }
    var places = new ArrayList<String>();
    for (var name : ports.stringPropertyNames()) {
      var rule = name.startsWith("kafka") ? "R1-" : "R6-";
      places.add(rule + name + " 127.0.0.1 " + ports.getProperty(name));
    }
    places.add("R6-platform 127.0.0.1 " + server.getPort());
    places.add("R6-engine 172.17.0.1 " + server.getPort());
    places.add("R6-machine " + ownAddress() + " " + server.getPort());
    places.add("R8-metadata 169.254.169.254 80");
    places.add("R8-metadata-6 fd00:ec2::254 80");
    places.add("R8-metadata-name metadata.google.internal 80");
    if (!more.isEmpty()) {
      places.add(more);
    }
    return places;
  }

  private static String ownAddress() throws IOException {
    return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(address -> address.getHostAddress())
        .findFirst()
        .orElse("127.0.0.2");
  }

  /** Hunger and noise, while somebody else's flow is asked again and again. */
  private List<String> beside(URI nextDoor, URI hook) throws Exception {
    awaitAnswer(nextDoor);
    var quiet = millis(nextDoor);
    var attacks =
        new FutureTask<>(
            () -> {
              var lines = new ArrayList<String>();
              for (var deed : List.of("threads", "memory", "flood")) {
                lines.addAll(tried(hook, deed, List.of()));
              }
              return lines;
            });
    Thread.ofVirtual().start(attacks);
    var busy = new ArrayList<Long>();
    do {
      busy.add(millis(nextDoor));
    } while (!attacks.isDone() || busy.size() < 10);
    System.out.printf(
        "a neighbour's answer took %d ms before, and at most %d ms of %d beside the attacks%n",
        quiet, Collections.max(busy), busy.size());
    return attacks.get();
  }

  private void awaitAnswer(URI hook) throws Exception {
    long end = System.nanoTime() + START.toNanos();
    for (int status = 0; status != 200; status = post(hook, "none", List.of()).status()) {
      assertThat(System.nanoTime()).as("the neighbour answers").isLessThan(end);
    }
  }

  /** Whatever happens beside, it is answered. */
  private long millis(URI hook) throws Exception {
    long begun = System.nanoTime();
    var answer = post(hook, "none", List.of());
    assertThat(answer.status()).isEqualTo(200);
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** R4: what was flooded is bounded where people read it, and on the disk. */
  private void assertBounded(Person stranger) throws Exception {
    var log = stranger.send("GET", HOSTILE + "/logs?since=PT15M", "application/json", "").body();
    assertThat(log).contains("bytes dropped");
    assertThat(log.lines().mapToInt(String::length).max().orElse(0)).isLessThan(LONGEST_LINE);
    assertThat(log.chars().filter(one -> one < ' ' && one != '\n').count()).isZero();
    try (var files = Files.list(data.resolve("worker-logs"))) {
      var sizes =
          files.collect(
              Collectors.groupingBy(
                  file -> file.getFileName().toString().replaceAll("\\.log.*", ""),
                  Collectors.summingLong(file -> file.toFile().length())));
      assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isLessThan(MOST_LOG_BYTES));
    }
  }

  private static Tries told(String engine, List<String> lines) {
    var through = lines.stream().filter(line -> !line.contains(" held ")).toList();
    var held = lines.stream().filter(line -> line.contains(" held ")).toList();
    lines.stream().distinct().forEach(System.out::println);
    System.out.printf(
        "hostile step on %s: %d of %d got through%n", engine, through.size(), lines.size());
    return new Tries(held, through);
  }

  private record Answer(int status, String body) {}

  private Answer post(URI hook, String deed, List<String> targets)
      throws IOException, InterruptedException {
    var names = targets.stream().map(one -> '"' + one + '"').collect(Collectors.joining(","));
    var answer =
        http.send(
            HttpRequest.newBuilder(hook)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"attack\":\"%s\",\"targets\":[%s]}".formatted(deed, names)))
                .build(),
            BodyHandlers.ofString());
    return new Answer(answer.statusCode(), answer.body());
  }

  private static void git(Path folder, String... words) throws Exception {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static void copy(Path source, Path folder) throws IOException {
    try (var paths = Files.walk(source)) {
      for (var path : paths.toList()) {
        var copy = folder.resolve(source.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }
}
