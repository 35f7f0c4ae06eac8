package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
  private static final String API = "/api/v1/organizations/acme";
  private static final String PREVIEW =
      """
      {"total": 47, "steps": [
        {"step": "cms", "component": "northwind/cms-push@1.0.0", "operation": "create-post",
         "writes": true, "idempotency": "key"},
        {"step": "count", "component": "tributary/transform@1.0.0", "operation": "transform",
         "writes": false, "idempotency": "none"}]}
      """;

  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void causesAreListedMostFirst() {
    platform.on(
        "GET " + API + "/dead-letters/causes?flow=leads",
        200,
        "[{\"cause\":\"c1\",\"count\":46,\"flow\":\"leads\",\"step\":\"cms\",\"kind\":\"give-up\","
            + "\"last\":\"2026-11-23T09:14:00Z\",\"errorMessage\":\"401 token expired\"}]");

    var result = command().run("dead-letters", "causes", "--flow", "leads");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("c1").contains("46").contains("401 token expired");
  }

  @Test
  void nothingIsMeantByLeavingOut() {
    var result = command().run("dead-letters", "dismiss", "--reason", "old");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("Which dead letters?").contains("--flow FLOW");
    assertThat(platform.asked()).isEmpty();
  }

  @Test
  void patchShowsBeforeItKeeps() {
    platform.on(
        "POST " + API + "/dead-letters/patch",
        200,
        "{\"changed\":0,\"failed\":1,\"shown\":["
            + "{\"id\":\"a\",\"before\":{\"p\":\"1\"},\"after\":{\"p\":1}},"
            + "{\"id\":\"b\",\"before\":{},\"failed\":\"p is missing\"}]}");

    var result =
        command().run("dead-letters", "patch", "--flow", "leads", "-e", "$merge([$, {\"p\": 1}])");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("  - {\"p\":\"1\"}")
        .contains("  + {\"p\":1}")
        .contains("  ! p is missing")
        .contains("Nothing was kept. Repeat with --yes");
    assertThat(platform.asked().getFirst().body()).contains("\"preview\":true");
  }

  @Test
  void replayIsFollowedToItsEnd() {
    platform.on(
        "POST " + API + "/replays/dead-letters",
        202,
        "{\"id\":\"r1\",\"state\":\"running\",\"sent\":0,\"total\":3}");
    platform.on(
        "GET " + API + "/replays/r1",
        200,
        "{\"id\":\"r1\",\"state\":\"running\",\"sent\":1,\"total\":3}");
    platform.on(
        "GET " + API + "/replays/r1",
        200,
        "{\"id\":\"r1\",\"state\":\"done\",\"sent\":3,\"total\":3}");

    var result = command().run("dead-letters", "replay", "--flow", "leads", "--cause", "c1");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out()).contains("replay done  3 of 3");
    assertThat(platform.asked().getFirst().body()).contains("\"cause\":\"c1\"");
  }

  @Test
  void whatIsLeftOutIsSaidWithWhatCanBeDone() {
    platform.on(
        "POST " + API + "/replays/dead-letters",
        202,
        "{\"total\":1,\"steps\":[],\"leftOut\":[{\"letters\":2,\"code\":\"step-removed\","
            + "\"message\":\"2 of step \\\"cms\\\": the step is gone.\","
            + "\"advice\":\"Replay them from the start.\"}]}");

    var result =
        command().run("dead-letters", "replay", "--flow", "leads", "--from", "start", "--dry-run");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("1 messages run again:")
        .contains("left out: 2 of step \"cms\": the step is gone. They stay open.")
        .contains("Replay them from the start.");
    assertThat(platform.asked()).hasSize(1);
    assertThat(platform.asked().getFirst().body())
        .contains("\"from\":\"start\"")
        .contains("\"preview\":true");
  }

  @Test
  void runsRunAgainOnlyAfterYes() {
    platform.on("POST " + API + "/replays/executions", 202, PREVIEW);

    var result = command().run("runs", "replay", "--flow", "leads", "--since", "1d");

    assertThat(result.exit()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("47 messages run again:")
        .contains("writes; a repeat is told by its key")
        .contains("reads only");
    assertThat(result.err()).contains("Nothing was run. Repeat with --yes");
    assertThat(platform.asked()).hasSize(1);
    assertThat(platform.asked().getFirst().body())
        .contains("\"preview\":true")
        .contains("\"from\":\"failed\"");
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
