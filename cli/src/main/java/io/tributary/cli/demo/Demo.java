package io.tributary.cli.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The whole story, stage by stage. */
public final class Demo {
  private static final int FORMS = 200;
  private static final String FLOW = "website-leads";
  private static final String ACME = "/api/v1/organizations/acme";
  private static final String VICTIM = "cms";
  private static final Duration ARRIVAL = Duration.ofMinutes(3);

  private final DemoPlace place;
  private final Story story;
  private final Http http = new Http();

  public Demo(DemoPlace place, PrintWriter out) {
    this.place = place;
    this.story = new Story(out);
  }

  /**
   * Tells the story once; running it again on the same data adds to it.
   *
   * @return 0, or 1 where something did not come true
   */
  public int tell() {
    try {
      var workspace = Files.createTempDirectory("tributary-demo");
      try {
        tell(workspace);
      } finally {
        delete(workspace);
      }
      return 0;
    } catch (DemoFailed failed) {
      story.end("The demo failed: " + failed.getMessage());
      return 1;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void tell(Path workspace) throws IOException {
    story.stage("Log in");
    var people = logIn();
    var acme = people.apply("dev@acme.test");

    story.stage("Publish the official connectors, each by a git push");
    var publishing = new Publishing(place, story, workspace);
    var maintainer = people.apply("maintainer@tributary.test");
    publishing.publisher(maintainer, "tributary", "tributary");
    for (var connector : List.of("webhook", "transform", "email")) {
      publishing.publish(
          maintainer, "tributary", connector, place.root().resolve("connectors/" + connector));
    }

    story.stage("A stranger publishes a connector; the first try has mistakes");
    var stranger = people.apply("dev@northwind.test");
    publishing.publisher(stranger, "northwind", "northwind");
    publishing.publishAfterRefusal(
        stranger,
        "northwind",
        "cms-push",
        place.root().resolve("deploy/demo/cms-component"),
        "broken-component.json");

    story.stage("Acme connects its accounts and deploys the flow");
    var password = place.samplePassword();
    try (var site = SampleSite.start(place, http, password)) {
      connect(acme, password);
      var flow = deploy(acme);
      var forms = new Forms(http, URI.create(flow.path("hook").asString()));
      one(acme, site, forms);
      many(acme, site, forms);
    }
    story.end("Done. The platform runs on; ./tributary down ends it.");
  }

  private Function<String, Api> logIn() {
    var discovery =
        http.json(
            HttpRequest.newBuilder(place.server().resolve("/.well-known/tributary"))
                .timeout(Duration.ofSeconds(20))
                .build());
    var issuer = discovery.path("issuer").asString();
    var logins = place.logins();
    story.tell("tokens from %s".formatted(issuer));
    return email -> {
      var login =
          new Login(
              http,
              issuer,
              email,
              Optional.ofNullable(logins.get(email))
                  .orElseThrow(() -> new DemoFailed("No demo login for " + email + ".")));
      login.token();
      story.tell("%s is logged in".formatted(email));
      return new Api(http, place.server(), login);
    };
  }

  private void connect(Api acme, String password) {
    connection(
        acme,
        "demo-cms",
        "northwind/cms-push",
        Map.of(
            "url",
            "http://cms.tributary.test",
            "username",
            SampleSite.USER,
            "applicationPassword",
            password));
    connection(
        acme,
        "demo-mail",
        "tributary/email",
        Map.of(
            "host", "smtp.tributary.test",
            "port", 587,
            "security", "none",
            "from", "leads@acme.test"));
  }

  private void connection(Api acme, String name, String component, Map<String, Object> fields) {
    acme.put(ACME + "/connections/" + name, Map.of("component", component, "fields", fields));
    story.tell(
        "connection %s for %s (encrypted at rest; its secrets are never shown)"
            .formatted(name, component));
  }

  private JsonNode deploy(Api acme) throws IOException {
    var yaml = Files.readString(place.root().resolve("deploy/demo/flows/website-leads.yaml"));
    acme.putYaml(ACME + "/flows/" + FLOW, yaml);
    long begun = System.nanoTime();
    var running =
        Awaiting.until(
            "the flow's steps to run",
            Duration.ofMinutes(3),
            () -> {
              var flow = acme.get(ACME + "/flows/" + FLOW);
              return workers(acme).size() >= flow.path("steps").size()
                      && "running".equals(flow.path("state").asString())
                  ? Optional.of(flow)
                  : Optional.empty();
            });
    story.tell(
        "flow %s runs after %.1f s, each step a container of its own:"
            .formatted(FLOW, seconds(begun)));
    for (var worker : workers(acme)) {
      story.tell("  %-8s %s %s".formatted(worker.step(), worker.engine(), worker.shortContainer()));
    }
    return running;
  }

  private List<Worker> workers(Api acme) {
    var workers = new ArrayList<Worker>();
    acme.get(ACME + "/flows/" + FLOW + "/workers").forEach(view -> workers.add(Worker.of(view)));
    return workers;
  }

  private void one(Api acme, SampleSite site, Forms forms) {
    story.stage("Somebody fills in the web form");
    var mark = mark();
    var posted = forms.post(mark);
    story.tell(
        "POST of the form answered %d after %d ms:"
            .formatted(posted.answer().statusCode(), posted.nanos() / 1_000_000));
    posted.answer().body().lines().forEach(line -> story.tell("  %s".formatted(line)));
    // 202 is the platform's own answer where the flow gave none in time.
    if (posted.answer().statusCode() / 100 != 2 || posted.answer().statusCode() == 202) {
      throw new DemoFailed("The caller got no reply from the flow.");
    }
    var entry =
        Awaiting.until(
            "the entry in the CMS",
            ARRIVAL,
            () ->
                site.entries().stream().filter(seen -> seen.toString().contains(mark)).findFirst());
    story.tell("CMS entry %s: %s".formatted(entry.path("id").asString(), title(entry)));
    var mail =
        Awaiting.until(
            "the e-mail in the trap",
            ARRIVAL,
            () -> mails(acme).stream().filter(seen -> seen.toString().contains(mark)).findFirst());
    story.tell(
        "E-mail to %s: %s".formatted(mail.path("to").toString(), mail.path("subject").asString()));
    path(acme, mark);
  }

  /** The execution that the newest message went through. */
  private void path(Api acme, String mark) {
    var execution =
        Awaiting.until(
            "the execution of " + mark,
            ARRIVAL,
            () -> {
              var newest = acme.get(ACME + "/executions?flow=" + FLOW + "&limit=1");
              var list = newest.isArray() ? newest : newest.path("executions");
              if (list.isEmpty()) {
                return Optional.<JsonNode>empty();
              }
              var whole = acme.get(ACME + "/executions/" + list.path(0).path("id").asString());
              return whole.path("path").size() >= 5 ? Optional.of(whole) : Optional.empty();
            });
    story.tell("the message's path (execution %s):".formatted(execution.path("id").asString()));
    var start = Instant.parse(execution.path("startedAt").asString());
    for (var step : execution.path("path")) {
      var from = Instant.parse(step.path("startedAt").asString());
      var to = Instant.parse(step.path("endedAt").asString());
      story.tell(
          "  %-8s %-8s attempt %d   %5d ms after the start, took %d ms"
              .formatted(
                  step.path("step").asString(),
                  step.path("outcome").asString(),
                  step.path("attempt").asInt(),
                  Duration.between(start, from).toMillis(),
                  Duration.between(from, to).toMillis()));
    }
  }

  private void many(Api acme, SampleSite site, Forms forms) {
    story.stage(FORMS + " more forms, and kill -9 for a step's container in the middle");
    var round = mark();
    var marks = IntStream.range(0, FORMS).mapToObj(i -> round + "-" + (1000 + i)).toList();
    long begun = System.nanoTime();
    var posted = forms.postMany(marks, () -> kill(acme));
    var statuses =
        posted.stream()
            .collect(
                Collectors.groupingBy(one -> one.answer().statusCode(), Collectors.counting()));
    story.tell(
        "%d forms posted in %.1f s, answers by status: %s"
            .formatted(FORMS, seconds(begun), statuses));
    var inCms =
        await("CMS entries", marks, () -> site.entries().stream().map(Demo::title).toList());
    var mailed = new LinkedHashMap<String, String>();
    for (var recipient : recipients(acme)) {
      mailed.put(
          recipient,
          await(
              "e-mails to " + recipient,
              marks,
              () ->
                  mails(acme).stream()
                      .filter(mail -> mail.path("recipient").asString().equals(recipient))
                      .map(mail -> mail.path("text").asString())
                      .toList()));
    }
    story.tell("CMS entries: %s".formatted(inCms));
    mailed.forEach(
        (recipient, count) -> story.tell("e-mails to %s: %s".formatted(recipient, count)));
  }

  private void kill(Api acme) {
    var victim =
        workers(acme).stream()
            .filter(worker -> worker.step().equals(VICTIM))
            .findFirst()
            .orElseThrow(() -> new DemoFailed("The step " + VICTIM + " has no worker."));
    story.tell("$ %s      (step %s)".formatted(victim.killCommand(), VICTIM));
    victim.kill();
  }

  /** Waits until every mark is seen; then counts who was seen twice. */
  private static String await(
      String what, List<String> marks, java.util.function.Supplier<List<String>> look) {
    var texts =
        Awaiting.until(
            "all " + what,
            ARRIVAL,
            () -> {
              var seen = look.get();
              return marks.stream().allMatch(mark -> seen.stream().anyMatch(contains(mark)))
                  ? Optional.of(seen)
                  : Optional.empty();
            });
    var twice = new HashSet<String>();
    for (var mark : marks) {
      if (texts.stream().filter(contains(mark)).count() > 1) {
        twice.add(mark);
      }
    }
    if (!twice.isEmpty()) {
      throw new DemoFailed(
          "%d of the %s came twice, for example %s"
              .formatted(twice.size(), what, twice.iterator().next()));
    }
    return "%d of %d, none twice".formatted(marks.size(), marks.size());
  }

  private static java.util.function.Predicate<String> contains(String mark) {
    return text -> text.contains(mark);
  }

  /** Everybody in the group that the flow writes to. */
  private static List<String> recipients(Api acme) {
    var newest = mails(acme).getLast();
    var recipients = new ArrayList<String>();
    newest.path("to").forEach(recipient -> recipients.add(recipient.asString()));
    return recipients;
  }

  private static List<JsonNode> mails(Api api) {
    var mails = new ArrayList<JsonNode>();
    api.get("/dev/mail").forEach(mails::add);
    return mails;
  }

  private static String title(JsonNode entry) {
    var title = entry.path("title");
    return title.isObject() ? title.path("rendered").asString() : title.asString("");
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static String mark() {
    return "m" + HexFormat.of().formatHex(new SecureRandom().generateSeed(4));
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path :
          (Iterable<Path>) paths.sorted(java.util.Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }
}
