package io.tributary.connectors.sap;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a service asks to be left alone (RFC 9110, section 10.2.3). */
final class RetryAfter {
  /** What is longer is a mistake. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /** Empty where the answer says nothing that can be understood. */
  static Optional<Duration> of(Answer answer) {
    return answer.header("retry-after").map(String::strip).flatMap(RetryAfter::read);
  }

  private static Optional<Duration> read(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    try {
      var until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(Instant.now(), until)));
    } catch (DateTimeException other) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
