package io.tributary.runner.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;

/**
 * A target that is down gets one attempt every while instead of all of them. It counts as down when
 * the attempts that ended last all failed, over several keys: one key's trouble is its own. When it
 * answers again, attempts at the same time begin at one and double with each round that succeeds.
 */
final class Breaker {
  private final DeliveryLimits.Breaking limits;
  private final Duration probe;
  private final Timepiece time;
  private final ArrayDeque<Object> failed = new ArrayDeque<>();
  private boolean open;
  private long nextAt;
  private int allowed = Integer.MAX_VALUE;
  private int succeeded;

  Breaker(DeliveryLimits limits, Timepiece time) {
    this.limits = limits.breaker();
    this.probe = limits.probe();
    this.time = time;
  }

  boolean isOpen() {
    return open;
  }

  /**
   * An attempt failed and may be tried again.
   *
   * @param whose the key's lane, or the message where it has none
   * @return true when the target counts as down from now on
   */
  boolean failed(Object whose) {
    if (open) {
      return false;
    }
    slowDown();
    failed.add(whose);
    if (failed.size() > limits.attempts()) {
      failed.poll();
    }
    if (failed.size() < limits.attempts() || new HashSet<>(failed).size() < limits.keys()) {
      return false;
    }
    open = true;
    failed.clear();
    nextAt = time.in(probe);
    return true;
  }

  /** The target answered; true when it counted as down before. */
  boolean answered() {
    failed.clear();
    if (open) {
      open = false;
      allowed = 1;
      succeeded = 0;
      return true;
    }
    if (allowed != Integer.MAX_VALUE && ++succeeded >= allowed) {
      succeeded = 0;
      allowed = allowed > Integer.MAX_VALUE / 4 ? Integer.MAX_VALUE : allowed * 2;
    }
    return false;
  }

  /** Attempts that may be made at the same time while it is not open. */
  int allowed() {
    return allowed;
  }

  boolean mayProbe() {
    return nextAt - time.now() <= 0;
  }

  void probing() {
    nextAt = time.in(probe);
  }

  void probeNow() {
    nextAt = time.now();
  }

  long nextAt() {
    return nextAt;
  }

  private void slowDown() {
    if (allowed != Integer.MAX_VALUE) {
      allowed = Math.max(1, allowed / 2);
      succeeded = 0;
    }
  }
}
