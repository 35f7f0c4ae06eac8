package io.tributary.runtime.quotas;

import io.tributary.foundation.quotas.Quota;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The span of the clock, in UTC, in which uses of a quota are added up; the end is not in it. */
record Span(Instant began, Instant end) {
  /** Quotas whose uses are added up in spans. */
  static final List<Quota> COUNTED =
      List.of(Quota.WEBHOOKS_PER_MINUTE, Quota.MESSAGES_PER_MINUTE, Quota.MESSAGES_PER_MONTH);

  static Span of(Quota quota, Instant now) {
    return switch (quota) {
      case WEBHOOKS_PER_MINUTE, MESSAGES_PER_MINUTE -> {
        var minute = now.truncatedTo(ChronoUnit.MINUTES);
        yield new Span(minute, minute.plus(1, ChronoUnit.MINUTES));
      }
      case MESSAGES_PER_MONTH -> {
        var month = now.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        yield new Span(month.toInstant(), month.plusMonths(1).toInstant());
      }
      case FLOWS, STEPS, REPLICAS, BUILDS_PER_HOUR, STORAGE ->
          throw new IllegalArgumentException(quota + " is not added up in spans.");
    };
  }
}
