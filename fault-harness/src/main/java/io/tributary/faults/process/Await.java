package io.tributary.faults.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, never longer than a limit. */
public final class Await {
  private static final long LOOK_AGAIN = Duration.ofMillis(50).toNanos();

  private Await() {}

  /** Gives whether the condition came true in time. */
  public static boolean until(Duration limit, Condition condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause(Duration.ofNanos(LOOK_AGAIN));
    }
    return true;
  }

  /** Lets time pass, as part of a load or of a fault. */
  public static void pause(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** May ask the outside world. */
  public interface Condition {
    boolean holds() throws Exception;
  }
}
