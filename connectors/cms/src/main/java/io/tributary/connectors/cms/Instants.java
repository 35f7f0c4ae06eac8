package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Points in time as entries and queries have them. */
final class Instants {
  private static final DateTimeFormatter IN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter();

  private Instants() {}

  static Instant read(String place, String text) {
    return maybe(text)
        .orElseThrow(
            () ->
                new GiveUp(
                    "%s: \"%s\" is no point in time. Write one like 2026-11-27T22:00:00Z"
                        .formatted(place, text)));
  }

  /** One without a zone is in UTC. */
  static Optional<Instant> maybe(Object value) {
    try {
      return value instanceof String text
          ? Optional.of(OffsetDateTime.parse(text, IN).toInstant())
          : Optional.empty();
    } catch (DateTimeException broken) {
      return Optional.empty();
    }
  }

  /** To the millisecond, in UTC. */
  static String text(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(instant);
  }
}
