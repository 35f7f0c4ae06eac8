package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Points in time as records and queries have them. */
final class Instants {
  private static final DateTimeFormatter IN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();
  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

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
    return LITERAL.format(instant);
  }
}
