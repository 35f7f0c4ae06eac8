package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment.Workers;
import io.tributary.runner.delivery.Timepiece;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides how many workers a step should have, by what waits and what is in hand. More at once,
 * fewer one at a time: a worker too many costs memory, one too few costs somebody's time.
 */
final class Scaling {
  private static final long SOON = Duration.ofMillis(20).toNanos();
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Timing timing;
  private final Timepiece time;
  private long busyAt;
  private long lowSince;
  private long saturatedSince;
  private boolean saturated;
  private long measuredSince;
  private long measuredAt;
  private double messageNanos;
  private int inHand;

  Scaling(Timing timing, Timepiece time) {
    this.timing = timing;
    this.time = time;
    this.busyAt = time.now();
    this.lowSince = busyAt;
    this.measuredSince = busyAt;
    this.measuredAt = busyAt;
  }

  /**
   * Another number where there should be one.
   *
   * @param places where a worker is, or is on its way to
   * @param present workers that are there
   */
  Optional<Verdict> look(Workers bounds, int places, int present, Load load) {
    long now = time.now();
    measure(load, places, now);
    if (load.ready() > 0 || load.inHand() > 0) {
      busyAt = now;
    }
    if (places < bounds.min()) {
      return verdict(bounds.min(), "it has " + bounds.min() + " at least", now);
    }
    if (places > bounds.max()) {
      return verdict(bounds.max(), "it has " + bounds.max() + " at most", now);
    }
    if (places == 0) {
      return load.ready() == 0 ? Optional.empty() : verdict(1, "woken: " + load.waiting(), now);
    }
    if (bounds.min() == 0 && now - busyAt >= idle(bounds)) {
      return verdict(0, "asleep after " + bounds.idleSeconds() + " s without a message", now);
    }
    if (isDue(now) && present == places && places < bounds.max()) {
      return verdict(Math.min(bounds.max(), places * 2), load.waiting(), now);
    }
    if (places > Math.max(1, bounds.min()) && now - lowSince >= timing.downAfter().toNanos()) {
      return verdict(places - 1, "little to do for " + timing.downAfter().toSeconds() + " s", now);
    }
    return Optional.empty();
  }

  /** Nanoseconds until looking again may show something new that nobody calls for. */
  long untilNext(Workers bounds, int places) {
    long now = time.now();
    long wait = Long.MAX_VALUE;
    if (saturated && places < bounds.max()) {
      wait = Math.min(wait, saturatedSince + timing.upAfter().toNanos() - now);
    }
    if (places > 0 && bounds.min() == 0) {
      wait = Math.min(wait, busyAt + idle(bounds) - now);
    }
    if (places > Math.max(1, bounds.min())) {
      wait = Math.min(wait, lowSince + timing.downAfter().toNanos() - now);
      wait = inHand > 0 ? Math.min(wait, measuredSince + SECOND - now) : wait;
    }
    return Math.max(SOON, wait);
  }

  /** The use of each second counts, not of an instant: bursts end within milliseconds. */
  private void measure(Load load, int places, long now) {
    messageNanos += (double) inHand * (now - measuredAt);
    measuredAt = now;
    inHand = load.inHand();
    if (now - measuredSince >= SECOND) {
      double average = messageNanos / (now - measuredSince);
      boolean low = places > 1 && average < 0.5 * load.capacity() * (places - 1) / places;
      if (!low || load.saturated()) {
        lowSince = now;
      }
      messageNanos = 0;
      measuredSince = now;
    }
    if (load.saturated() && !saturated) {
      saturatedSince = now;
    }
    saturated = load.saturated();
  }

  private boolean isDue(long now) {
    return saturated && now - saturatedSince >= timing.upAfter().toNanos();
  }

  private Optional<Verdict> verdict(int workers, String why, long now) {
    lowSince = now;
    saturatedSince = now;
    busyAt = now;
    return Optional.of(new Verdict(workers, why));
  }

  private static long idle(Workers bounds) {
    return Duration.ofSeconds(bounds.idleSeconds()).toNanos();
  }

  /**
   * What a step has to do.
   *
   * @param ready messages that could be given to a worker now
   * @param inHand messages in workers' hands
   * @param saturated messages wait because the workers have all that they may have
   * @param capacity messages that may be in hand at the same time
   */
  record Load(int ready, int inHand, boolean saturated, int capacity) {
    private String waiting() {
      return ready == 1 ? "1 message waits" : ready + " messages wait";
    }
  }

  /** How many workers there should be from now on, and why: ends a sentence for a person. */
  record Verdict(int workers, String why) {}

  /**
   * How patient the scaling is.
   *
   * @param upAfter so long messages wait for workers that are full
   * @param downAfter so long there is less to do than would keep half of one worker less busy
   */
  record Timing(Duration upAfter, Duration downAfter) {}
}
