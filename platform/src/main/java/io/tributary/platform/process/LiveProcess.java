package io.tributary.platform.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of this machine that is known by more than its number.
 *
 * <p>A pid is reused; pid, start time and a marker in the command line together are not. Nothing is
 * signalled unless all three still hold.
 *
 * @param marker a text that stands in the command line, such as the path of its settings
 */
public record LiveProcess(long pid, Instant started, String marker) {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  // The kernel tells start times in ticks since boot, and the boot time in whole seconds.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** How a process is asked to end. */
  public enum Request {
    /** Finish what is begun: SIGTERM. */
    TERMINATE("TERM"),
    /** PostgreSQL's fast shutdown: SIGINT. */
    INTERRUPT("INT");

    private final String signal;

    Request(String signal) {
      this.signal = signal;
    }
  }

  /** Whether this very process still runs; a zombie does not. */
  public boolean alive() {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().startInstant())
        .map(start -> Duration.between(start, started).abs().compareTo(TOLERANCE) <= 0)
        .filter(same -> same && !zombie() && marked())
        .isPresent();
  }

  /**
   * Asks, waits, then kills. Returns when the process is gone, or after the grace and 10 s more.
   */
  public void end(Request request, Duration grace) {
    if (!alive()) {
      return;
    }
    signal(request.signal);
    if (goneWithin(grace) || !alive()) {
      return;
    }
    signal("KILL");
    goneWithin(Duration.ofSeconds(10));
  }

  private boolean goneWithin(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (alive()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  // ProcessHandle knows TERM and KILL only, and refuses to signal some processes it did not start.
  private void signal(String name) {
    try {
      new ProcessBuilder("bash", "-c", "kill -" + name + " " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException unsignalled) {
      throw new IllegalStateException("cannot signal process " + pid, unsignalled);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean zombie() {
    var stat = read("stat");
    int name = stat.lastIndexOf(')');
    return name >= 0 && stat.startsWith(" Z", name + 1);
  }

  private boolean marked() {
    return read("cmdline").contains(marker);
  }

  private String read(String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
