package io.tributary.connectors.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a service asks to be left alone (RFC 9110, sections 10.2.3 and 5.6.7). */
final class RetryAfter {
  /** What is longer is a mistake, or malice. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /** Empty where the header says nothing that can be understood. */
  static Optional<Duration> of(String header, Clock clock) {
    var text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    for (var format : DATES) {
      try {
        var until = format.parse(text, Instant::from);
        return Optional.of(bounded(Duration.between(clock.instant(), until)));
      } catch (DateTimeException other) {
        // There are three ways to write a date.
      }
    }
    return Optional.empty();
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
