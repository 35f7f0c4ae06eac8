package io.tributary.cli.builds;

import io.tributary.cli.api.Api;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Follows a build to its end. Where the stream breaks off it goes on from the line after the last
 * one shown: no gap and no repeat.
 */
public final class FollowBuild {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Terminal terminal;
  private final Api api;
  private final Clock clock;

  /** How much of the log is shown. */
  public enum Detail {
    STAGES,
    LINES,
    END
  }

  public FollowBuild(Terminal terminal, Api api, Clock clock) {
    this.terminal = terminal;
    this.api = api;
    this.clock = clock;
  }

  /**
   * Shows the build until it ends, and then the final block.
   *
   * @param organizationPath of the API, as a session gives it
   * @return the log's last record, of kind {@code end}
   * @throws Failure where the wait is over first
   */
  public JsonNode follow(String organizationPath, long build, Detail detail) {
    var next = new AtomicLong(1);
    var end = new JsonNode[1];
    Instant until = clock.instant().plus(terminal.globals().timeout());
    while (end[0] == null) {
      try {
        api.lines(
            "%s/builds/%d/log?follow=true&from=%d".formatted(organizationPath, build, next.get()),
            line -> {
              next.set(line.path("line").asLong(next.get()) + 1);
              if (line.path("kind").asString("").equals("end")) {
                end[0] = line;
                return false;
              }
              show(line, detail);
              return clock.instant().isBefore(until);
            });
      } catch (java.io.UncheckedIOException brokenOff) {
        terminal.verbose("The log broke off; asking for the rest.");
      } catch (Failure refused) {
        // The push told us the number before the builder has heard of it.
        if (refused.exit() != ExitCode.NOT_FOUND || next.get() > 1) {
          throw refused;
        }
      }
      if (end[0] == null) {
        restUnlessLate(build, until);
      }
    }
    var last = end[0];
    last.path("text").forEach(line -> terminal.print(line.asString("")));
    return last;
  }

  /** The exit code that a build's end means. */
  public static ExitCode exit(JsonNode end) {
    return end.path("state").asString("").equals("succeeded")
        ? ExitCode.DONE
        : ExitCode.BUILD_FAILED;
  }

  private void show(JsonNode line, Detail detail) {
    boolean stage = line.path("kind").asString("").equals("stage");
    switch (detail) {
      case LINES -> terminal.print(stage ? stageLine(line) : line.path("text").asString(""));
      case STAGES -> {
        if (stage) {
          terminal.print(stageLine(line));
        } else {
          terminal.verbose("  " + line.path("text").asString(""));
        }
      }
      case END -> {}
    }
  }

  private String stageLine(JsonNode stage) {
    String result = stage.path("result").asString("");
    String words =
        result.equals("ok")
            ? stage.path("summary").asString("")
            : (result.toUpperCase(Locale.ROOT) + "  " + stage.path("summary").asString(""));
    String line =
        "  %-8s %-48s %6.1f s"
            .formatted(
                stage.path("stage").asString(""), words, stage.path("millis").asLong(0) / 1000.0);
    return result.equals("failed") ? terminal.red(line) : line;
  }

  private void restUnlessLate(long build, Instant until) {
    if (!clock.instant().isBefore(until)) {
      throw new Failure(
          ExitCode.TIMED_OUT,
          "wait-timed-out",
          "Build %d did not end in time; it goes on.".formatted(build),
          "Follow again: tributary builds logs -f " + build);
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.INTERRUPTED, "interrupted", "Interrupted.", "");
    }
  }
}
