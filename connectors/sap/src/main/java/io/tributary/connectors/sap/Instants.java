package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates and times, as both versions and people write them. What has no zone is in UTC. */
final class Instants {
  private static final Pattern WIRE =
      Pattern.compile("/Date\\((-?[0-9]{1,18})([+-][0-9]{1,4})?\\)/");
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ISO_LOCAL_DATE_TIME;

  private Instants() {}

  /** Of {@code /Date(…)/}, in milliseconds since 1970 whatever offset stands behind them. */
  static Optional<Instant> wire(String text) {
    var matcher = WIRE.matcher(text);
    return matcher.matches()
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  static String toWire(Instant instant, boolean hasOffset) {
    return "/Date(" + instant.toEpochMilli() + (hasOffset ? "+0000" : "") + ")/";
  }

  /** Without a zone, as Edm.DateTime has none. */
  static String local(Instant instant) {
    return LOCAL.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  /** With at least so many digits of a second's parts. */
  static String local(Instant instant, int digits) {
    return new DateTimeFormatterBuilder()
        .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, digits, 9, true)
        .toFormatter(Locale.ROOT)
        .format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  static String utc(Instant instant) {
    return local(instant) + "Z";
  }

  static String date(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  static Instant read(String place, Object value) {
    var text = String.valueOf(value).strip();
    try {
      return wire(text)
          .orElseGet(
              () ->
                  text.indexOf('T') < 0
                      ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                      : zoned(text));
    } catch (DateTimeException broken) {
      throw new GiveUp(
          "%s: \"%s\" is no point in time. Write one like 2026-11-27T22:00:00Z"
              .formatted(place, text));
    }
  }

  /** {@code PT11H30M} of OData 2 as 11:30:00; anything else as it is. */
  static String timeOfDay(String text) {
    try {
      var time = LocalTime.MIDNIGHT.plus(Duration.parse(text));
      return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    } catch (DateTimeException other) {
      return text;
    }
  }

  /** 11:30:00 as {@code PT11H30M0S}. */
  static String toDuration(String place, Object value) {
    var text = String.valueOf(value).strip();
    if (text.startsWith("P")) {
      return text;
    }
    try {
      var time = LocalTime.parse(text);
      return "PT%dH%dM%dS".formatted(time.getHour(), time.getMinute(), time.getSecond());
    } catch (DateTimeException broken) {
      throw new GiveUp(
          "%s: \"%s\" is no time of day. Write one like 11:30:00".formatted(place, text));
    }
  }

  private static Instant zoned(String text) {
    boolean hasZone = text.endsWith("Z") || text.substring(text.indexOf('T')).matches(".*[+-].*");
    return hasZone
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}
