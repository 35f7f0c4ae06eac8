package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.Soql.Literal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/** Days by name, seen from today in UTC. */
record DayLiterals(LocalDate today) {
  DayLiterals(Instant now) {
    this(LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  Optional<Literal> read(String text) {
    var upper = text.toUpperCase(Locale.ROOT);
    int colon = upper.indexOf(':');
    if (colon > 0) {
      return counted(upper.substring(0, colon), upper.substring(colon + 1));
    }
    var week = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
    var month = today.withDayOfMonth(1);
    var year = today.withDayOfYear(1);
    return Optional.ofNullable(
        switch (upper) {
          case "TODAY" -> days(today, today.plusDays(1));
          case "YESTERDAY" -> days(today.minusDays(1), today);
          case "TOMORROW" -> days(today.plusDays(1), today.plusDays(2));
          case "THIS_WEEK" -> days(week, week.plusWeeks(1));
          case "LAST_WEEK" -> days(week.minusWeeks(1), week);
          case "THIS_MONTH" -> days(month, month.plusMonths(1));
          case "LAST_MONTH" -> days(month.minusMonths(1), month);
          case "THIS_YEAR" -> days(year, year.plusYears(1));
          case "LAST_YEAR" -> days(year.minusYears(1), year);
          default -> null;
        });
  }

  private Optional<Literal> counted(String name, String number) {
    if (!number.matches("[0-9]{1,4}")) {
      return Optional.empty();
    }
    int count = Integer.parseInt(number);
    return switch (name) {
      case "LAST_N_DAYS" -> Optional.of(days(today.minusDays(count), today.plusDays(1)));
      case "NEXT_N_DAYS" -> Optional.of(days(today.plusDays(1), today.plusDays(count + 1L)));
      default -> Optional.empty();
    };
  }

  private static Literal days(LocalDate from, LocalDate before) {
    return new Literal.Days(from, before);
  }
}
