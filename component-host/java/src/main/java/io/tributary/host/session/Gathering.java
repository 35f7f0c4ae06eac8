package io.tributary.host.session;

import io.tributary.protocol.FrameWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets what many messages said leave together: one system call for each of them, and one more on the
 * runner's side, would cost more than the work of most components. A thread of its own looks once a
 * millisecond, so that a message that computes for long holds nobody's words back; while nothing is
 * said it sleeps.
 */
final class Gathering {
  private static final long LOOK = Duration.ofMillis(1).toNanos();
  private static final int LOOKS_IN_VAIN = 20;

  private final FrameWriter writer;
  private final Thread thread = Thread.ofPlatform().daemon().name("gathering").unstarted(this::run);
  private volatile boolean waiting;
  private volatile boolean asleep;

  Gathering(FrameWriter writer) {
    this.writer = writer;
  }

  void start() {
    thread.start();
  }

  /** Something was appended that may leave a little later. */
  void leaveSoon() {
    waiting = true;
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  boolean isAsleep() {
    return asleep;
  }

  private void run() {
    int inVain = 0;
    try {
      while (true) {
        if (waiting) {
          waiting = false;
          inVain = 0;
          writer.flush();
        } else if (++inVain > LOOKS_IN_VAIN) {
          sleep();
          inVain = 0;
        }
        LockSupport.parkNanos(this, LOOK);
      }
    } catch (IOException gone) {
      // The reading side sees the same end and closes.
    }
  }

  private void sleep() {
    asleep = true;
    while (!waiting) {
      LockSupport.park(this);
    }
    asleep = false;
  }
}
