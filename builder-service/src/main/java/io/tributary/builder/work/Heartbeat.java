package io.tributary.builder.work;

import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.builds.WorkerId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final CountDownLatch end = new CountDownLatch(1);

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
  public synchronized void close() {
    end.countDown();
  }

  private void beat() {
    var until = clock.instant().plus(lease);
    try {
      while (!end.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        var next = clock.instant().plus(lease);
        switch (extended(next)) {
          case KEPT -> until = next;
          case LOST -> until = Instant.MIN;
          case UNKNOWN -> LOG.debug("The lease of build {} holds until {}", build, until);
        }
        if (clock.instant().isAfter(until)) {
          interruptOwner();
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private enum Lease {
    KEPT,
    LOST,
    UNKNOWN
  }

  private Lease extended(Instant until) {
    try {
      return builds.extend(build, worker, until) ? Lease.KEPT : Lease.LOST;
    } catch (RuntimeException failure) {
      LOG.warn("The lease of build {} could not be kept: {}", build, failure.getMessage());
      return Lease.UNKNOWN;
    }
  }

  /** Never after the worker has gone on to something else. */
  private synchronized void interruptOwner() {
    if (end.getCount() > 0) {
      owner.interrupt();
    }
  }
}
