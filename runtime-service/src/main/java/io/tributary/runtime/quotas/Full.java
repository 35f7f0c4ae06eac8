package io.tributary.runtime.quotas;

import io.tributary.foundation.problems.Refusal;
import io.tributary.foundation.quotas.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A quota that is used up until its window ends.
 *
 * @param remaining until then, at least a second
 */
public record Full(Quota quota, long limit, Instant until, Duration remaining) {

  /** For whoever may ask again later. */
  public Refusal refusal() {
    return Refusal.tooMany(
        "quota-" + quota.word(),
        String.format(
            Locale.ROOT,
            "The organization has used its %,d %s (quota %s) until %s. Send the request again"
                + " then.",
            limit,
            quota.unit(),
            quota.word(),
            until),
        remaining);
  }
}
