package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Reads and writes dates. Strict: the 31st of February is refused, not moved. Names of months and
 * days are English ones.
 */
record Dates(String from, String to, ZoneId zone, ZoneId toZone) {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern(
              "uuuu-MM-dd[['T'][ ]HH:mm[:ss][[.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S]][XXX][XX][X]]",
              Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  static Dates of(FormatRule rule) {
    var zone = rule.zone().orElse("UTC");
    return new Dates(
        rule.from().orElse("iso"),
        rule.to().orElse("iso"),
        zone(zone),
        zone(rule.toZone().orElse(zone)));
  }

  Object rewritten(String place, Object value) {
    if (value == null) {
      return null;
    }
    try {
      return written(read(String.valueOf(value).strip()));
    } catch (DateTimeException | NumberFormatException | ArithmeticException failure) {
      throw FormatRule.doesNotFit(place, value, "date of the form " + from, failure);
    }
  }

  /** A day, or a moment. */
  private Object read(String text) {
    return switch (from) {
      case "epochSeconds" -> Instant.ofEpochSecond(Long.parseLong(text)).atZone(zone);
      case "epochMillis" -> Instant.ofEpochMilli(Long.parseLong(text)).atZone(zone);
      case "rfc1123" -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, ZonedDateTime::from);
      case "iso" -> best(ISO, text);
      default -> best(pattern(from), text);
    };
  }

  private Object best(DateTimeFormatter formatter, String text) {
    TemporalAccessor parsed =
        formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
    return parsed instanceof LocalDateTime local ? local.atZone(zone) : parsed;
  }

  private Object written(Object date) {
    if (date instanceof LocalDate day && to.equals("iso")) {
      return day.toString();
    }
    var moment =
        date instanceof LocalDate day
            ? day.atStartOfDay(zone).withZoneSameInstant(toZone)
            : ((ZonedDateTime) date).withZoneSameInstant(toZone);
    return switch (to) {
      case "epochSeconds" -> moment.toEpochSecond();
      case "epochMillis" -> moment.toInstant().toEpochMilli();
      case "rfc1123" -> DateTimeFormatter.RFC_1123_DATE_TIME.format(moment);
      case "iso" -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
      default -> pattern(to).format(moment);
    };
  }

  private static DateTimeFormatter pattern(String text) {
    try {
      // A strict year of an era would need the era; nobody means that by yyyy.
      return DateTimeFormatter.ofPattern(years(text), Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException broken) {
      throw new GiveUp(
          "fields#/rules: \"%s\" is no pattern of a date: %s. Write it as in dd.MM.yyyy HH:mm"
              .formatted(text, broken.getMessage()),
          broken);
    }
  }

  private static String years(String pattern) {
    var years = new StringBuilder();
    boolean quoted = false;
    for (char one : pattern.toCharArray()) {
      quoted ^= one == '\'';
      years.append(one == 'y' && !quoted ? 'u' : one);
    }
    return years.toString();
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new GiveUp(
          "fields#/rules: \"" + name + "\" is no time zone. Write it as in Europe/Berlin", unknown);
    }
  }
}
