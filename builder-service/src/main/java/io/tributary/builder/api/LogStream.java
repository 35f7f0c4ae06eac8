package io.tributary.builder.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.log.BuildLogs;
import io.tributary.builder.log.FinalBlock;
import io.tributary.builder.log.LogFollower;
import io.tributary.builder.work.BuildLinks;
import io.tributary.foundation.json.Json;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Writes a build's log to a caller as it grows. A follower that comes back asks for the line after
 * the last it has: no gap, no repeat.
 */
public final class LogStream {
  private static final Duration LOOK = Duration.ofMillis(150);
  private static final Duration LONGEST = Duration.ofMinutes(60);
  // The worker writes the final block right after the state; without one by then, it was lost.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Builds builds;
  private final BuildLogs logs;
  private final BuildLinks links;
  private final Clock clock;
  private volatile boolean closing;

  public LogStream(Builds builds, BuildLogs logs, BuildLinks links, Clock clock) {
    this.builds = builds;
    this.logs = logs;
    this.links = links;
    this.clock = clock;
  }

  /** The service stops: those who follow come back to the next one. */
  @EventListener
  public void stops(ContextClosedEvent event) {
    closing = true;
  }

  void write(Build build, long from, boolean follow, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/x-ndjson");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    var log = logs.from(build.id(), Math.max(1, from));
    give(log.next(), response);
    if (follow) {
      follow(build, log, response);
    }
  }

  private void follow(Build build, LogFollower log, HttpServletResponse response)
      throws IOException {
    var until = clock.instant().plus(LONGEST);
    while (!log.ended() && !closing && clock.instant().isBefore(until)) {
      if (!rested()) {
        return;
      }
      var texts = log.next();
      give(texts, response);
      if (texts.isEmpty() && isOverWithoutEnd(build)) {
        giveMissingEnd(build, log, response);
        return;
      }
    }
  }

  /** A crash between the state and the log's final block must not leave a follower hanging. */
  private boolean isOverWithoutEnd(Build build) {
    return builds
        .find(build.id())
        .filter(now -> now.state().isFinal())
        .filter(now -> BuildView.of(now, "").since().plus(GRACE).isBefore(clock.instant()))
        .isPresent();
  }

  private void giveMissingEnd(Build build, LogFollower log, HttpServletResponse response)
      throws IOException {
    var now = builds.find(build.id()).orElse(build);
    give(log.next(), response);
    if (!log.ended()) {
      var end = FinalBlock.of(now, List.of(), log.lines() + 1, clock.instant(), links.page(now));
      give(List.of(Json.write(end)), response);
    }
  }

  private static void give(List<String> texts, HttpServletResponse response) throws IOException {
    var out = response.getOutputStream();
    for (var text : texts) {
      out.write(text.getBytes(UTF_8));
      out.write('\n');
    }
    response.flushBuffer();
  }

  private static boolean rested() {
    try {
      Thread.sleep(LOOK);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
