package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {
  private static final String LOG =
      "GET /api/v1/organizations/acme/builds/118/log?follow=true&from=";
  private static final String LINE =
      "{\"kind\":\"line\",\"line\":1,\"stage\":\"compile\",\"text\":\"compiling\"}\n";
  private static final String STAGE =
      "{\"kind\":\"stage\",\"line\":2,\"stage\":\"compile\",\"result\":\"failed\",\"millis\":2200,"
          + "\"summary\":\"mvn\"}\n";
  private static final String END =
      "{\"kind\":\"end\",\"line\":3,\"build\":118,\"state\":\"failed\",\"stages\":[],\"text\":"
          + "[\"Build 118: FAILED\",\"  src/Void.java:22: cannot find symbol\"]}\n";
  @TempDir Path home;
  private final FakePlatform platform = new FakePlatform();

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void failedBuildEndsWithItsBlockAndExitCodeFour() {
    platform.on(LOG + "1", 200, LINE + STAGE + END);

    var result = command().run("builds", "logs", "-f", "118");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            compiling
              compile  FAILED  mvn                                         2.2 s
            Build 118: FAILED
              src/Void.java:22: cannot find symbol
            """);
  }

  @Test
  void buildThatWaitsForAQuotaSaysUntilWhen() {
    platform.on(
        "GET /api/v1/organizations/acme/builds/118",
        200,
        "{\"id\":118,\"state\":\"queued\",\"waits\":{\"quota\":\"builds-per-hour\","
            + "\"until\":\"2026-11-27T11:20:00Z\"}}");

    assertThat(command().run("builds", "show", "118").out())
        .contains("waits at least until 2026-11-27T11:20:00Z (quota builds-per-hour)");
  }

  @Test
  void brokenStreamGoesOnWithTheNextLine() {
    platform.on(LOG + "1", 200, LINE).on(LOG + "2", 200, STAGE + END);

    var result = command().run("builds", "logs", "-f", "118");

    assertThat(result.out()).containsOnlyOnce("compiling").containsOnlyOnce("FAILED  mvn");
    assertThat(result.exit()).isEqualTo(4);
  }

  @Test
  void buildThatTheBuilderHasNotHeardOfYetIsAwaited() {
    platform
        .on(LOG + "1", 404, "{\"code\":\"build-unknown\",\"detail\":\"There is no build 118.\"}")
        .on(LOG + "1", 200, END.replace("failed", "succeeded"));

    assertThat(command().run("builds", "wait", "118").exit()).isZero();
  }

  @Test
  void waitThatTakesTooLongSaysHowToComeBack() {
    platform.on(LOG + "1", 200, "\n");

    var result = command().run("builds", "wait", "118", "--timeout", "1s");

    assertThat(result.exit()).isEqualTo(10);
    assertThat(result.err()).contains("Follow again: tributary builds logs -f 118");
  }

  @Test
  void jsonIsOneObjectAndNothingElse() {
    platform.on(LOG + "1", 200, LINE + STAGE + END);

    var result = command().run("builds", "wait", "118", "--json");

    assertThat(result.out().lines()).hasSize(1);
    assertThat(result.out())
        .startsWith("{\"ok\":false,\"operation\":\"builds wait\"")
        .endsWith("\"exitCode\":4}\n");
  }

  @Test
  void whatABuildPrintsDoesNotSteerTheTerminal() {
    platform.on(LOG + "1", 200, LINE.replace("compiling", "\\u001b[2Jgone\\u0007") + END);

    assertThat(command().run("builds", "logs", "-f", "118").out())
        .contains("\ufffd[2Jgone\ufffd")
        .doesNotContain("\u001b");
  }

  @Test
  void listIsATable() {
    platform.on(
        "GET /api/v1/organizations/acme/builds?limit=20",
        200,
        "{\"builds\":[{\"id\":118,\"component\":\"acme/ledger\",\"version\":\"1.0.0\",\"state\":"
            + "\"running\",\"since\":\"2026-11-23T09:00:00Z\"}]}");

    assertThat(command().run("builds", "ls").out())
        .isEqualToNormalizingNewlines(
            """
            BUILD  COMPONENT    VERSION  STATE    SINCE
            118    acme/ledger  1.0.0    running  2026-11-23T09:00:00Z
            """);
  }

  private Command command() {
    return Command.in(home).at(platform, "acme");
  }
}
