package io.tributary.demo.quickbooks;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Points in time as the service writes them: of its own offset, in whole seconds. */
final class Times {
  static final ZoneOffset OFFSET = ZoneOffset.ofHours(-8);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX").withZone(OFFSET);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(OFFSET);

  private Times() {}

  static String text(Instant instant) {
    return SECONDS.format(instant);
  }

  static String withMillis(Instant instant) {
    return MILLIS.format(instant);
  }

  static LocalDate day(Instant instant) {
    return instant.atOffset(OFFSET).toLocalDate();
  }

  /** With an offset, without one (then of the service's), or a day alone. */
  static Optional<Instant> parsed(String text) {
    try {
      if (text.length() == 10) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(OFFSET));
      }
      // An offset may come without its colon.
      var usual = text.replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2");
      boolean hasOffset = usual.matches(".*T.*(Z|[+-][0-9:]+)");
      return Optional.of(
          hasOffset
              ? OffsetDateTime.parse(usual).toInstant()
              : LocalDateTime.parse(usual).toInstant(OFFSET));
    } catch (DateTimeException broken) {
      return Optional.empty();
    }
  }
}
