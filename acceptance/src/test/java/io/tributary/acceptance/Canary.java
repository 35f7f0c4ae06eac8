package io.tributary.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Secrets with a mark go where secrets go: into connections whose steps deliver, are refused and
 * give up, and into a webhook's verification. Then the mark is looked for wherever the platform
 * writes. A message with another mark, which is no secret, shows that the looking finds things.
 */
final class Canary {
  private static final String ACME = "/api/v1/organizations/acme";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String KEY = "X-Canary";
  private static final String FLOW =
      """
      name: canary
      steps:
        - { id: form, component: tributary/webhook@1, trigger: receive }
        - id: delivers
          component: tributary/email@1
          action: send
          after: form
          connection: canary-delivers
          input: '{"to": ["ops@acme.test"], "subject": body.seen, "text": body.seen}'
        - id: refused
          component: tributary/email@1
          action: send
          after: form
          connection: canary-refused
          retry: { first: 1s, maxAttempts: 2 }
          input: '{"to": ["ops@acme.test"], "subject": body.seen, "text": body.seen}'
        - id: fails
          component: northwind/cms-push@1.0.0
          action: create-post
          after: form
          connection: canary-fails
          retry: { first: 1s, maxAttempts: 2 }
          input: '{"title": body.seen, "content": body.seen}'
      """;

  private final Path data;
  private final Person owner;
  private final String mark = "CANARY-" + UUID.randomUUID();
  private final String control = "SEEN-" + UUID.randomUUID();

  private Canary(Command tributary) throws Exception {
    this.data = tributary.home().resolve("data");
    this.owner =
        Person.login(URI.create("http://localhost:" + tributary.port()), data, "dev@acme.test");
  }

  /** Where the secret was seen; says how much was looked at. */
  static List<String> sing(Command tributary) throws Exception {
    return new Canary(tributary).sing();
  }

  private List<String> sing() throws Exception {
    connect("canary-delivers", "tributary/email", mail(""));
    connect("canary-refused", "tributary/email", mail("\"username\": \"ada\","));
    connect(
        "canary-fails",
        "northwind/cms-push",
        "{\"url\": \"http://cms.tributary.test\", \"username\": \"ada\","
            + " \"applicationPassword\": \"%s\"}".formatted(mark));
    var hook = deployed();
    post(hook);
    awaitRuns();

    var sweep = new Sweep(mark);
    swept(sweep);
    var seen = new Sweep(control);
    swept(seen);
    System.out.printf(
        Locale.ROOT,
        "canary: %d places in %d MiB; a message's own mark is in %d%n",
        sweep.found().size(),
        sweep.bytes() >> 20,
        seen.found().size());
    owner.send("POST", ACME + "/flows/canary/pause", "application/json", "");
    assertThat(seen.found()).as("the control").isNotEmpty();
    return sweep.found();
  }

  private String mail(String more) {
    return "{\"host\": \"smtp.tributary.test\", \"port\": 587, \"security\": \"none\", %s"
            .formatted(more)
        + " \"password\": \"%s\", \"from\": \"canary@acme.test\"}".formatted(mark);
  }

  private void connect(String name, String component, String fields) throws Exception {
    var made =
        owner.send(
            "PUT",
            ACME + "/connections/" + name,
            "application/json",
            "{\"component\": \"%s\", \"fields\": %s}".formatted(component, fields));
    assertThat(made.statusCode()).as(made.body()).isBetween(200, 299);
  }

  private URI deployed() throws Exception {
    var applied = owner.send("PUT", ACME + "/flows/canary", "text/yaml", FLOW);
    assertThat(applied.statusCode()).as(applied.body()).isBetween(200, 299);
    var asked =
        owner.send(
            "PUT",
            ACME + "/flows/canary/hook/verification",
            "application/json",
            "{\"scheme\": \"api-key\", \"header\": \"%s\", \"secret\": \"%s\"}"
                .formatted(KEY, mark));
    assertThat(asked.statusCode()).as(asked.body()).isBetween(200, 299);
    return URI.create(Person.text(applied.body(), "hook").replace("localhost", "127.0.0.1"));
  }

  private void post(URI hook) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(hook)
                    .header("Content-Type", "application/json")
                    .header(KEY, mark)
                    .POST(BodyPublishers.ofString("{\"seen\": \"" + control + "\"}"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  /** One mail is delivered, one is given up, and one connection is refused. */
  private void awaitRuns() throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!(isDelivered() && isRefused() && isGivenUp())) {
      assertThat(System.nanoTime())
          .as("delivered %s, refused %s, given up %s", isDelivered(), isRefused(), isGivenUp())
          .isLessThan(end);
      Thread.sleep(500); // between two looks
    }
  }

  private boolean isDelivered() throws Exception {
    return owner.send("GET", "/dev/mail", "application/json", "").body().contains(control);
  }

  /** Its connection is marked; where the server's word was another one, its mail is given up. */
  private boolean isRefused() throws Exception {
    return Person.text(get("/connections/canary-refused"), "state").equals("refused")
        || hasLetterOf("refused");
  }

  private boolean isGivenUp() throws Exception {
    return hasLetterOf("fails");
  }

  private boolean hasLetterOf(String step) throws Exception {
    return get("/dead-letters?flow=canary").contains("\"step\":\"%s\"".formatted(step));
  }

  private void swept(Sweep sweep) throws Exception {
    for (var path :
        List.of(
            "/connections",
            "/connections/canary-delivers",
            "/connections/canary-refused",
            "/connections/canary-fails",
            "/flows",
            "/flows/canary",
            "/flows/canary/document",
            "/flows/canary/hook/verification",
            "/flows/canary/workers",
            "/flows/canary/logs?since=PT15M",
            "/executions?flow=canary",
            "/dead-letters",
            "/dead-letters/causes",
            "/audit")) {
      sweep.text(path, get(path));
    }
    var execution = Person.text(get("/executions?flow=canary"), "id");
    sweep.text("execution", get("/executions/" + execution));
    for (var step : List.of("delivers", "refused", "fails")) {
      sweep.text(step, get("/executions/" + execution + "/steps/" + step + "/input"));
    }
    containers(sweep);
    sweep.processes();
    sweep.files(data);
  }

  private String get(String path) throws Exception {
    return owner.send("GET", ACME + path, "application/json", "").body();
  }

  private static void containers(Sweep sweep) throws IOException, InterruptedException {
    var ids = output("docker", "ps", "--all", "--quiet", "--no-trunc").lines().toList();
    assertThat(ids).as("the steps' containers").isNotEmpty();
    for (var id : ids) {
      sweep.text("docker inspect " + id, output("docker", "inspect", id));
      sweep.text("docker logs " + id, output("docker", "logs", id));
    }
  }

  private static String output(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
