package io.tributary.builder.work;

import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.WorkerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one build's lease alive while its worker runs it, and interrupts the worker once the build
 * is not its own any more: cancelled, taken over, or the lease could not be kept.
 */
final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Builds builds;
  private final BuildId build;
  private final WorkerId worker;
  private final Duration lease;
  private final Clock clock;
  private final Thread owner;
  private final Object end = new Object();
  private boolean ended;

  private Heartbeat(Builds builds, BuildId build, WorkerId worker, Duration lease, Clock clock) {
    this.builds = builds;
    this.build = build;
    this.worker = worker;
    this.lease = lease;
    this.clock = clock;
    this.owner = Thread.currentThread();
  }

  /** Beats for the calling thread. */
  static Heartbeat start(
      Builds builds, BuildId build, WorkerId worker, Duration lease, Clock clock) {
    var heartbeat = new Heartbeat(builds, build, worker, lease, clock);
    Thread.ofVirtual().name("heartbeat-" + build).start(heartbeat::beat);
    return heartbeat;
  }

  @Override
  public void close() {
    synchronized (end) {
      ended = true;
      end.notifyAll();
    }
  }

  private void beat() {
    var until = clock.instant().plus(lease);
    try {
      while (!waitedToTheEnd()) {
        var next = clock.instant().plus(lease);
        if (kept(next)) {
          until = next;
        } else if (clock.instant().isAfter(until) || lost) {
          interruptOwner();
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean lost;

  private boolean kept(Instant until) {
    try {
      boolean kept = builds.extend(build, worker, until);
      lost = !kept;
      return kept;
    } catch (RuntimeException failure) {
      LOG.warn("The lease of build {} could not be kept: {}", build, failure.getMessage());
      return false;
    }
  }

  private boolean waitedToTheEnd() throws InterruptedException {
    synchronized (end) {
      if (!ended) {
        end.wait(BEAT.toMillis());
      }
      return ended;
    }
  }

  private void interruptOwner() {
    synchronized (end) {
      if (!ended) {
        owner.interrupt();
      }
    }
  }
}
