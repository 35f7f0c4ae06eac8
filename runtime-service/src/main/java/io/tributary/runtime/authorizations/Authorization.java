package io.tributary.runtime.authorizations;

import io.tributary.runtime.authorizations.provider.Tokens;
import java.time.Duration;
import java.time.Instant;

/**
 * What a connection was given by its provider, without the tokens.
 *
 * @param version counts the tokens, from 1; part of what they are bound to
 * @param inDoubt the provider was asked for others, and its answer was not kept
 */
record Authorization(
    Consent.Place place,
    int version,
    Person person,
    Deal deal,
    Times times,
    boolean inDoubt,
    AuthorizationState state) {

  /**
   * Of the tokens.
   *
   * @param refreshAt when others are to be asked for
   */
  record Times(Instant obtainedAt, Instant expiresAt, Instant refreshAt) {
    private static final Duration LEAST = Duration.ofMinutes(1);

    /**
     * Of tokens that were asked for then.
     *
     * @param before so long before their end others are asked for: half their life at most, but a
     *     minute at least where they live longer
     */
    static Times of(Instant asked, Tokens tokens, Duration before) {
      var end = asked.plus(tokens.life());
      if (tokens.refresh() == null) {
        return new Times(asked, end, end);
      }
      var half = tokens.life().dividedBy(2);
      var margin = before.compareTo(half) <= 0 ? before : longer(half, LEAST);
      return new Times(asked, end, end.minus(margin.compareTo(tokens.life()) < 0 ? margin : half));
    }

    private static Duration longer(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? other : one;
    }
  }

  /** A connection's first, or what takes the place of the one before. */
  static Authorization given(Consent consent, int version, Times times) {
    return new Authorization(
        consent.place(),
        version,
        consent.person(),
        consent.deal(),
        times,
        false,
        new AuthorizationState.Good());
  }

  Authorization renewed(Times fresh) {
    return new Authorization(
        place, version + 1, person, deal, fresh, false, new AuthorizationState.Good());
  }

  Authorization ended(Instant at, String reason) {
    return new Authorization(
        place, version, person, deal, times, inDoubt, new AuthorizationState.Ended(at, reason));
  }

  /** Whether its access token may be lent. */
  boolean isUsable(Instant now) {
    return now.isBefore(times.expiresAt());
  }

  boolean isDue(Instant now) {
    return !now.isBefore(times.refreshAt());
  }

  String binding() {
    return "oauth-tokens|" + place.organization() + "|" + place.connection() + "|" + version;
  }
}
