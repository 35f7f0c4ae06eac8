package io.tributary.registry.tokens;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * From when to when a token is good.
 *
 * @param usedAt last, to the minute
 */
record TokenLife(
    Instant madeAt, Instant expiresAt, Optional<Instant> usedAt, Optional<Instant> revokedAt) {

  /** Begins now; in whole seconds, as people read it. */
  static TokenLife begin(Instant now, Duration length) {
    var second = now.truncatedTo(ChronoUnit.SECONDS);
    return new TokenLife(second, second.plus(length), Optional.empty(), Optional.empty());
  }

  boolean isLiving(Instant now) {
    return revokedAt.isEmpty() && now.isBefore(expiresAt);
  }

  /** For people to read. */
  String word(Instant now) {
    if (revokedAt.isPresent()) {
      return "revoked";
    }
    return isLiving(now) ? "active" : "expired";
  }
}
