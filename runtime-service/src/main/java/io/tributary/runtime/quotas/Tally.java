package io.tributary.runtime.quotas;

import java.time.Instant;

/**
 * One organization's uses of one quota in the span of now: what all processes had written down when
 * this one looked last, and what it has counted since. For several threads.
 */
final class Tally {
  private Span span;
  private long known;
  private long unwritten;
  private boolean asked;

  Tally(Span span) {
    this.span = span;
  }

  /** What is counted between two looks at the database. */
  record Unwritten(Span span, long uses) {}

  /** Counts so many where that stays within the limit. */
  synchronized boolean take(Span now, long uses, long limit) {
    turn(now);
    asked = true;
    if (known + unwritten + uses > limit) {
      return false;
    }
    unwritten += uses;
    return true;
  }

  /** Counts so many, whatever the limit; negative gives back. */
  synchronized void add(Span now, long uses) {
    turn(now);
    asked = true;
    unwritten += uses;
  }

  synchronized long used(Span now) {
    turn(now);
    asked = true;
    return known + unwritten;
  }

  /** Whether anybody has asked since the last time, or something is still to be written down. */
  synchronized boolean isInUse() {
    boolean inUse = asked || unwritten != 0;
    asked = false;
    return inUse;
  }

  /** What is to be written down; it counts as unwritten until {@link #written}. */
  synchronized Unwritten unwritten(Span now) {
    turn(now);
    return new Unwritten(span, unwritten);
  }

  /** It was written down, and all processes together had so many then. */
  synchronized void written(Unwritten part, long total) {
    if (part.span().equals(span)) {
      known = total;
      unwritten -= part.uses();
    }
  }

  synchronized boolean isIdleSince(Instant time) {
    return span.end().isBefore(time);
  }

  private void turn(Span now) {
    if (!now.equals(span) && now.began().isAfter(span.began())) {
      span = now;
      known = 0;
      unwritten = 0;
    }
  }
}
