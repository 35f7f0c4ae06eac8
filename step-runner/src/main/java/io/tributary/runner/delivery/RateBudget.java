package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attempts at one account: a bucket that fills with the narrowest of its shares' rates and holds
 * what one second earns; and, because a full bucket and what flows in meanwhile are together more
 * than the rate, a count of what was taken in the last span. Shares that wait take turns.
 */
final class RateBudget {
  /** The span is counted in so many parts, and one more than they is looked at: never too lax. */
  private static final int PARTS = 64;

  /** One whose turn it is and who does not come is passed over after so long. */
  private static final long PATIENCE = Duration.ofMillis(50).toNanos();

  private static final long AGAIN = Duration.ofMillis(1).toNanos();

  private final List<Share> shares = new ArrayList<>();
  private final HashSet<Share> waiting = new HashSet<>();
  private final long[] taken = new long[PARTS + 1];
  private volatile @Nullable Rate rate;
  private long part = 1;
  private long lastPart;
  private long sum;
  private double tokens;
  private long filledAt;
  private long turnSince;
  private long mostServed;

  synchronized Share join(@Nullable Rate wanted, long now) {
    var share = new Share(wanted);
    shares.add(share);
    narrow(now);
    return share;
  }

  /** Nobody uses it and nothing has to be remembered of it. */
  synchronized boolean isForgettable(long now) {
    if (!shares.isEmpty()) {
      return false;
    }
    var last = rate;
    if (last != null) {
      fill(last, now);
    }
    return last == null || sum == 0;
  }

  private synchronized boolean take(Share share, long now) {
    var limit = rate;
    if (limit == null) {
      return true;
    }
    fill(limit, now);
    if (Math.min((long) tokens, limit.requests() - sum) < 1) {
      queue(share, limit);
      return false;
    }
    if (isAheadOfOthers(share, limit, now)) {
      queue(share, limit);
      return false;
    }
    waiting.remove(share);
    share.served = Math.max(share.served, mostServed - lead(limit)) + 1;
    mostServed = Math.max(mostServed, share.served);
    tokens--;
    sum++;
    taken[slot(lastPart)]++;
    turnSince = now + untilAvailable(limit, now);
    return true;
  }

  /** Whether others who wait have had less; those who do not come are passed over. */
  private boolean isAheadOfOthers(Share share, Rate limit, long now) {
    if (now - turnSince >= PATIENCE) {
      waiting.removeIf(other -> other != share && other.served < share.served);
    }
    long fair = share.served - lead(limit);
    return waiting.stream().anyMatch(other -> other != share && other.served <= fair);
  }

  /** Who did not wait before has saved nothing up. */
  private void queue(Share share, Rate limit) {
    share.served = Math.max(share.served, mostServed - lead(limit));
    waiting.add(share);
  }

  /** So many attempts one share may be ahead of another. */
  private static long lead(Rate limit) {
    return Math.max(1, (long) (burst(limit) / 8));
  }

  /** Nanoseconds until asking again may help. */
  private synchronized long untilNextTake(long now) {
    var limit = rate;
    if (limit == null) {
      return 0;
    }
    fill(limit, now);
    return Math.max(AGAIN, untilAvailable(limit, now));
  }

  /** Until somebody may take one. */
  private long untilAvailable(Rate limit, long now) {
    double perNano = limit.requests() / (limit.perMillis() * 1e6);
    double missing = 1 - tokens;
    long forTokens = missing <= 0 ? 0 : (long) Math.ceil(missing / perNano);
    return Math.max(forTokens, untilRoom(limit, now));
  }

  /** Until enough of what was taken in the last span is old enough. */
  private long untilRoom(Rate limit, long now) {
    long excess = sum + 1 - limit.requests();
    for (long at = lastPart - PARTS; excess > 0 && at <= lastPart; at++) {
      excess -= taken[slot(at)];
      if (excess <= 0) {
        return (at + PARTS + 1) * part - now;
      }
    }
    return 0;
  }

  private synchronized void leave(Share share, long now) {
    shares.remove(share);
    waiting.remove(share);
    if (!shares.isEmpty()) {
      narrow(now);
    }
  }

  private synchronized void waitsNoMore(Share share) {
    waiting.remove(share);
  }

  private void narrow(long now) {
    var narrowest =
        shares.stream()
            .map(share -> share.wanted)
            .filter(java.util.Objects::nonNull)
            .reduce(Rate::narrower)
            .orElse(null);
    var before = rate;
    if (java.util.Objects.equals(narrowest, before)) {
      return;
    }
    if (before != null) {
      fill(before, now);
    }
    rate = narrowest;
    if (narrowest != null) {
      begin(narrowest, before == null, now);
    }
  }

  /** What was taken under another rate counts as taken just now: rather too strict than too lax. */
  private void begin(Rate next, boolean fresh, long now) {
    long already = Math.min(sum, next.requests());
    part = Math.max(1, Math.ceilDiv(next.perMillis() * 1_000_000, PARTS));
    lastPart = Math.floorDiv(now, part);
    java.util.Arrays.fill(taken, 0);
    taken[slot(lastPart)] = already;
    sum = already;
    tokens = fresh ? burst(next) : Math.min(tokens, burst(next));
    filledAt = now;
  }

  private void fill(Rate limit, long now) {
    double earned = (now - filledAt) / (limit.perMillis() * 1e6) * limit.requests();
    if (earned > 0) {
      tokens = Math.min(burst(limit), tokens + earned);
      filledAt = now;
    }
    long present = Math.floorDiv(now, part);
    for (long at = Math.max(lastPart + 1, present - PARTS); at <= present; at++) {
      sum -= taken[slot(at)];
      taken[slot(at)] = 0;
    }
    lastPart = Math.max(lastPart, present);
  }

  private static double burst(Rate limit) {
    double second = limit.requests() * 1_000.0 / limit.perMillis();
    return Math.clamp(second, 1, limit.requests());
  }

  private static int slot(long part) {
    return Math.floorMod(part, PARTS + 1);
  }

  /** What one step has of it; for the step's thread. */
  final class Share {
    private final @Nullable Rate wanted;
    private long served;

    private Share(@Nullable Rate wanted) {
      this.wanted = wanted;
    }

    /** Takes the right to one attempt; where there is none, the step waits for its turn. */
    boolean take(long now) {
      return rate == null || RateBudget.this.take(this, now);
    }

    /** Nanoseconds until it makes sense to ask again. */
    long untilNext(long now) {
      return untilNextTake(now);
    }

    /** It has nothing to send any more. */
    void waitsNoMore() {
      RateBudget.this.waitsNoMore(this);
    }

    void close(long now) {
      leave(this, now);
    }
  }
}
