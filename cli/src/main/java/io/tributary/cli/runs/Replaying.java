package io.tributary.cli.runs;

import io.tributary.cli.api.Api;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Shows what a replay would do, and follows one until its messages are sent. */
public final class Replaying {
  private static final long LOOK_MILLIS = 500;

  private final Terminal terminal;
  private final Session session;
  private final Api api;
  private final Clock clock;

  public Replaying(Terminal terminal, Session session, Api api, Clock clock) {
    this.terminal = terminal;
    this.session = session;
    this.api = api;
    this.clock = clock;
  }

  /** Each step that runs again, and whether it writes. */
  public void showSteps(JsonNode preview) {
    terminal.print("%s messages run again:".formatted(preview.path("total").asString("0")));
    for (JsonNode step : preview.path("steps")) {
      terminal.print(
          "  %-16s %s %s  %s"
              .formatted(
                  step.path("step").asString(""),
                  step.path("component").asString(""),
                  step.path("operation").asString(""),
                  effect(step)));
    }
  }

  /** Dead letters that are not part of it, and what can be done with them. */
  public void showLeftOut(JsonNode answer) {
    for (JsonNode leftOut : answer.path("leftOut")) {
      terminal.print(
          "left out: %s They stay open. %s"
              .formatted(
                  leftOut.path("message").asString(""), leftOut.path("advice").asString("")));
    }
  }

  private static String effect(JsonNode step) {
    if (!step.path("writes").asBoolean(true)) {
      return "reads only";
    }
    return switch (step.path("idempotency").asString("none")) {
      case "key" -> "writes; a repeat is told by its key";
      case "natural" -> "writes; a repeat changes nothing";
      default -> "writes, and may write twice";
    };
  }

  /**
   * Waits until every message has entered its step.
   *
   * @throws Failure where it takes longer than {@code --timeout}
   */
  public JsonNode follow(JsonNode started) {
    var path = session.organizationPath() + "/replays/" + Api.part(started.path("id").asString(""));
    Instant until = clock.instant().plus(terminal.globals().timeout());
    var replay = started;
    while (replay.path("state").asString("").equals("running")) {
      if (clock.instant().isAfter(until)) {
        throw new Failure(
            ExitCode.TIMED_OUT,
            "replay-running",
            "The replay still runs: " + progress(replay) + ".",
            "It goes on by itself; stop it with POST …/replays/{id}/cancel.");
      }
      pause();
      replay = api.get(path);
    }
    terminal.print("replay %s  %s".formatted(replay.path("state").asString(""), progress(replay)));
    return replay;
  }

  private static String progress(JsonNode replay) {
    return replay.path("sent").asString("0") + " of " + replay.path("total").asString("0");
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.INTERRUPTED, "interrupted", "Interrupted.", "");
    }
  }
}
