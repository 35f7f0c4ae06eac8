package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/** Points in time, which the service writes with its own offset. */
final class Instants {
  private static final DateTimeFormatter IN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  private Instants() {}

  static Instant read(String place, Object value) {
    try {
      return OffsetDateTime.parse(String.valueOf(value), IN).toInstant();
    } catch (DateTimeException broken) {
      throw new GiveUp(
          "%s: \"%s\" is no point in time. Write one like 2026-11-27T22:00:00Z"
              .formatted(place, value));
    }
  }

  static String literal(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
