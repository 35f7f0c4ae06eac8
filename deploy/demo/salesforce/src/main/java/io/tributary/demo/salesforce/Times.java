package io.tributary.demo.salesforce;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Points in time as the API writes and reads them. */
final class Times {
  private static final DateTimeFormatter OUT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CSV =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter IN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  private Times() {}

  static String text(Instant instant) {
    return OUT.format(instant);
  }

  /** As results of bulk jobs have it. */
  static String csv(Instant instant) {
    return CSV.format(instant);
  }

  /** With an offset, in any of the accepted notations; empty where the text is none. */
  static Optional<Instant> parsed(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text, IN).toInstant());
    } catch (DateTimeException broken) {
      return Optional.empty();
    }
  }
}
