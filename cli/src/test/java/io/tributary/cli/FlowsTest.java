package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsTest {
  private static final String PUT =
      "PUT /api/v1/organizations/acme/flows/website-leads?deploy=true&waiting=finish";
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();
  private Path yaml = Path.of("");

  @BeforeEach
  void write() throws IOException {
    yaml =
        Files.writeString(
            home.resolve("flow.yaml"), "# leads\nname: website-leads   # the site\nsteps: []\n");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void documentGoesAsItStands() throws IOException {
    platform.on(
        PUT,
        201,
        "{\"name\":\"website-leads\",\"revision\":1,\"state\":\"starting\",\"changed\":true,"
            + "\"hook\":\"http://localhost:8080/hooks/x\",\"steps\":[{\"step\":\"form\",\"component\":"
            + "\"tributary/webhook@1.0.0\",\"operation\":\"receive\"}]}");

    var result = command().run("flows", "apply", "-f", yaml.toString());

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("website-leads  revision 1  starting")
        .contains("form")
        .contains("webhook http://localhost:8080/hooks/x");
    assertThat(platform.asked().getFirst().body()).isEqualTo(Files.readString(yaml));
    assertThat(platform.asked().getFirst().contentType()).isEqualTo("text/yaml");
  }

  @Test
  void everyFaultIsShownWithPlaceAndAdvice() {
    platform.on(
        PUT,
        422,
        """
        {"code":"flow-invalid","detail":"The flow has 2 faults; nothing was deployed.","errors":[
         {"pointer":"/steps/1/component","line":4,"column":16,"code":"component-unknown",
          "message":"There is no northwind/cms.","advice":"Search: tributary search cms"},
         {"pointer":"/steps/2/after","code":"cycle","message":"A cycle.","advice":"Cut it."}]}
        """);

    var result = command().run("flows", "apply", "-f", yaml.toString());

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .isEqualToNormalizingNewlines(
            """
            error  flow-invalid: The flow has 2 faults; nothing was deployed.
              4:16  /steps/1/component  component-unknown
                There is no northwind/cms.
                Search: tributary search cms
              /steps/2/after  cycle
                A cycle.
                Cut it.
            """);
  }

  @Test
  void namelessFlowIsRefusedHere() throws IOException {
    Files.writeString(yaml, "steps: []\n");

    assertThat(command().run("flows", "apply", "-f", yaml.toString()).exit()).isEqualTo(3);
    assertThat(platform.asked()).isEmpty();
  }

  @Test
  void removalNamesWhatIsLost() {
    platform.on("DELETE /api/v1/organizations/acme/flows/website-leads?discard=7", 204, "");

    assertThat(command().run("flows", "rm", "website-leads", "--discard", "7").exit()).isZero();
  }

  @Test
  void polledFlowShowsItsScheduleAndIsPolledNow() {
    platform.on(
        "GET /api/v1/organizations/acme/flows/orders",
        200,
        """
        {"name":"orders","revision":2,"state":"running","stateSince":"2026-11-23T09:00:00Z",
         "steps":[],"schedule":{"timing":"every 5m","next":"2026-11-23T09:05:00Z",
         "last":"2026-11-23T09:00:00Z","held":"earlier-tick"}}
        """);
    platform.on(
        "POST /api/v1/organizations/acme/flows/orders/poll",
        202,
        """
        {"timing":"0 0 7 * * * Europe/Berlin","next":"2026-11-24T06:00:00Z",
         "asked":"2026-11-23T09:01:00Z"}
        """);

    assertThat(command().run("flows", "show", "orders").out())
        .contains(
            "  polled every 5m  next 2026-11-23T09:05:00Z  last 2026-11-23T09:00:00Z"
                + "  held back: earlier-tick");
    assertThat(command().run("flows", "poll", "orders").out())
        .contains(
            "  polled 0 0 7 * * * Europe/Berlin  next 2026-11-24T06:00:00Z  last –  asked for");
  }

  @Test
  void connectionTakesItsSecretFromStandardInputAndNeverShowsIt() throws IOException {
    Files.writeString(home.resolve("key"), "from-file\n");
    platform.on(
        "POST /api/v1/organizations/acme/connections",
        201,
        "{\"name\":\"demo-cms\",\"component\":\"northwind/cms-push\"}");

    var result =
        command()
            .reading("s3cret\n")
            .run(
                "connections",
                "add",
                "demo-cms",
                "--component",
                "northwind/cms-push",
                "--field",
                "url=http://localhost:9",
                "--field",
                "password=@-",
                "--field",
                "key=@" + home.resolve("key"));

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(platform.asked().getFirst().body())
        .contains("\"password\":\"s3cret\"", "\"key\":\"from-file\"", "\"name\":\"demo-cms\"");
    assertThat(result.out() + result.err()).doesNotContain("s3cret").doesNotContain("from-file");
  }

  @Test
  void runIsShownAlongItsWay() {
    platform.on(
        "GET /api/v1/organizations/acme/executions/r-1",
        200,
        """
        {"id":"r-1","flow":"website-leads","revision":1,"status":"succeeded","milliseconds":41,
         "path":[{"step":"form","outcome":"emitted","attempt":1,
         "startedAt":"2026-11-23T09:00:00Z","milliseconds":12}]}
        """);

    assertThat(command().run("runs", "show", "r-1").out())
        .isEqualToNormalizingNewlines(
            """
            r-1  website-leads  revision 1  succeeded in 41 ms
              STEP  OUTCOME  ATTEMPT  STARTED               TOOK   ERROR
              form  emitted  1        2026-11-23T09:00:00Z  12 ms
            """);
  }

  @Test
  void logsAskForATimeTheServerReads() {
    platform.on(
        "GET /api/v1/organizations/acme/flows/website-leads/logs?follow=false&since=PT10M&step=cms",
        200,
        "{\"at\":\"2026-11-23T09:00:00Z\",\"step\":\"cms\",\"level\":\"INFO\",\"text\":\"hello\"}\n");

    assertThat(
            command()
                .run("logs", "--flow", "website-leads", "--step", "cms", "--since", "10m")
                .out())
        .contains("cms          INFO  hello");
  }

  @Test
  void aHooksSecretIsShownWhereItIsMade() {
    platform
        .on(
            "PUT /api/v1/organizations/acme/flows/leads/hook/verification",
            200,
            "{\"scheme\": \"standard-webhooks\", \"lastFour\": \"abc=\", \"secret\":"
                + " \"whsec_xabc=\"}")
        .on(
            "GET /api/v1/organizations/acme/flows/leads/hook/verification",
            200,
            "{\"scheme\": \"none\"}");

    var set = command().run("flows", "hook", "leads", "--verify", "standard-webhooks");
    var shown = command().run("flows", "hook", "leads");

    assertThat(set.exit()).isZero();
    assertThat(set.out()).contains("standard-webhooks", "whsec_xabc=", "shown this once");
    assertThat(platform.asked().getFirst().body()).isEqualTo("{\"scheme\":\"standard-webhooks\"}");
    assertThat(shown.out()).contains("Whoever knows the address may post");
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
