package io.tributary.runner.delivery;

import java.time.Duration;

/**
 * A target that refuses the connection gets one message every while instead of all of them. Before
 * each probe the connection is fetched anew: a person may have mended it.
 */
final class RefusedConnection {
  enum Step {
    WAIT,
    RENEW,
    PROBE
  }

  private final Timepiece time;
  private final Duration probe;
  private final Duration renewal;
  private boolean refused;
  private boolean renewed;
  private boolean underWay;
  private long nextAt;

  RefusedConnection(Timepiece time, Duration probe, Duration renewal) {
    this.time = time;
    this.probe = probe;
    this.renewal = renewal;
  }

  boolean isRefused() {
    return refused;
  }

  /** True when it was not refused before. */
  boolean refuse() {
    boolean first = !refused;
    refused = true;
    renewed = false;
    underWay = false;
    nextAt = time.in(probe);
    return first;
  }

  void works() {
    refused = false;
  }

  Step nextStep() {
    if (nextAt - time.now() > 0) {
      return Step.WAIT;
    }
    if (!renewed) {
      renewed = true;
      nextAt = time.in(renewal);
      return Step.RENEW;
    }
    return Step.PROBE;
  }

  /** Somebody wants to know at once. */
  void probeNow() {
    if (refused) {
      nextAt = time.now();
      underWay = false;
    }
  }

  /** A message is under way; should its worker die, another one goes after the same while. */
  void probing() {
    underWay = true;
    renewed = false;
    nextAt = time.in(probe);
  }

  /** When {@link #nextStep} is to be asked again. */
  long nextAt() {
    return underWay || nextAt - time.now() > 0 ? nextAt : time.in(Duration.ofMillis(500));
  }
}
