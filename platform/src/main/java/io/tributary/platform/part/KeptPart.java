package io.tributary.platform.part;

import io.tributary.platform.home.StartRefused;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part that is brought back when it dies: after 1 s, then 2, 4 … up to 60 s between attempts; a
 * minute of life sets the wait back.
 */
public final class KeptPart {
  private static final Logger LOG = LoggerFactory.getLogger(KeptPart.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Part part;
  private final Duration firstWait;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopRequested = lock.newCondition();
  private boolean stopping;
  private volatile PartState state = new PartState.Starting();

  public KeptPart(Part part) {
    this(part, FIRST_WAIT);
  }

  KeptPart(Part part, Duration firstWait) {
    this.part = part;
    this.firstWait = firstWait;
  }

  public String name() {
    return part.name();
  }

  public PartState state() {
    return state;
  }

  /** Starts it and begins to watch. */
  public PartState.Running start() {
    try {
      var running = part.start();
      state = running;
      Thread.ofVirtual().name("watch-" + part.name()).start(() -> watch(running));
      return running;
    } catch (StartRefused refused) {
      state = new PartState.Failed(refused);
      throw refused;
    }
  }

  /** Stops watching, then ends the part; waits for an attempt to bring it back. */
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      stopRequested.signalAll();
      part.stop();
      state = new PartState.Stopped();
    } finally {
      lock.unlock();
    }
  }

  private void watch(PartState.Running first) {
    var running = first;
    var wait = firstWait;
    int attempt = 0;
    long since = System.nanoTime();
    while (!stoppedWithin(LOOK)) {
      if (running.process().alive()) {
        continue;
      }
      if (System.nanoTime() - since > LONGEST_WAIT.toNanos()) {
        wait = firstWait;
        attempt = 0;
      }
      attempt++;
      state = new PartState.Restarting(attempt, wait);
      LOG.warn("{} has ended by itself; starting it again in {} ms", part.name(), wait.toMillis());
      if (stoppedWithin(wait)) {
        return;
      }
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      running = again(running);
      since = System.nanoTime();
    }
  }

  private PartState.Running again(PartState.Running dead) {
    lock.lock();
    try {
      if (stopping) {
        return dead;
      }
      var running = part.start();
      state = running;
      LOG.info("{} is back at {}", part.name(), running.address());
      return running;
    } catch (StartRefused refused) {
      state = new PartState.Failed(refused);
      LOG.warn("{}: {}", part.name(), refused.getMessage());
      return dead;
    } catch (RuntimeException unexpected) {
      // Whatever it was: a part that nobody watches any more would stay away for good.
      state = new PartState.Failed(refused(unexpected));
      LOG.error("{} could not be started again", part.name(), unexpected);
      return dead;
    } finally {
      lock.unlock();
    }
  }

  private StartRefused refused(RuntimeException unexpected) {
    return new StartRefused(
        part.name() + "-not-started",
        part.name() + " could not be started again: " + unexpected + ".",
        "Read the platform's log.",
        unexpected);
  }

  private boolean stoppedWithin(Duration limit) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!stopping && left > 0) {
        left = stopRequested.awaitNanos(left);
      }
      return stopping;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
