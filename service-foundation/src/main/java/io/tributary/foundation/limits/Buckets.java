package io.tributary.foundation.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;

/**
 * One token bucket for each key: as many requests a minute as it holds, refilled steadily. The
 * 100,000 keys that were used last are remembered; a forgotten one is full again.
 *
 * @param perMinute 0: no limit
 */
record Buckets(int perMinute, Cache<String, Bucket> buckets) {
  private static final int MOST = 100_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  static Buckets of(int perMinute) {
    return new Buckets(
        perMinute,
        Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(MINUTE.multipliedBy(2)).build());
  }

  /** How long the key has to wait; empty: it may, and it counts. */
  Optional<Duration> take(String key) {
    if (perMinute == 0) {
      return Optional.empty();
    }
    var probe = buckets.get(key, each -> bucket()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Counts so many, also where fewer are left: the key waits the longer. */
  void charge(String key, int requests) {
    if (perMinute > 0) {
      buckets.get(key, each -> bucket()).consumeIgnoringRateLimits(requests);
    }
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
        .build();
  }
}
