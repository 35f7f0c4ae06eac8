package io.tributary.runtime.schedules;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a trigger is polled. Written {@code every 5m}, or as a cron expression with its zone: {@code
 * 0 30 7 * * MON-FRI Europe/Berlin}.
 */
public sealed interface Timing {
  /** As it stands in documents, tables and answers. */
  @JsonValue
  String text();

  /**
   * The first time, for a trigger that begins now.
   *
   * @param last when it was polled by another timing; empty = never
   */
  Instant first(Instant now, Optional<Instant> last);

  /** The next time after one of its times. */
  Instant after(Instant time);

  /** Of its times from this one on, the newest that is not after now. */
  Instant newest(Instant from, Instant now);

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException where it is something else
   */
  @JsonCreator
  static Timing parse(String text) {
    if (text.startsWith(Every.WORD)) {
      return Every.parse(text.substring(Every.WORD.length()));
    }
    int zone = text.lastIndexOf(' ') + 1;
    return new Cron(text.substring(0, Math.max(0, zone - 1)), ZoneId.of(text.substring(zone)));
  }

  /** At even distances from the first time on. */
  record Every(Duration interval) implements Timing {
    private static final String WORD = "every ";
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    public Every {
      if (interval.toMillis() < 1) {
        throw new IllegalArgumentException("An interval is positive.");
      }
    }

    private static Every parse(String text) {
      var match = SHAPE.matcher(text);
      if (!match.matches()) {
        throw new IllegalArgumentException("\"%s\" is no interval.".formatted(text));
      }
      long amount = Long.parseLong(match.group(1));
      return new Every(
          switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
          });
    }

    @Override
    public String text() {
      long millis = interval.toMillis();
      if (millis % 1_000 != 0) {
        return WORD + millis + "ms";
      }
      long seconds = millis / 1_000;
      if (seconds % 86_400 == 0) {
        return WORD + seconds / 86_400 + "d";
      }
      if (seconds % 3_600 == 0) {
        return WORD + seconds / 3_600 + "h";
      }
      return seconds % 60 == 0 ? WORD + seconds / 60 + "m" : WORD + seconds + "s";
    }

    @Override
    public Instant first(Instant now, Optional<Instant> last) {
      return last.map(this::after).filter(now::isBefore).orElse(now);
    }

    @Override
    public Instant after(Instant time) {
      return time.plus(interval);
    }

    @Override
    public Instant newest(Instant from, Instant now) {
      long passed = Duration.between(from, now).dividedBy(interval);
      return passed <= 0 ? from : from.plus(interval.multipliedBy(passed));
    }
  }

  /**
   * At times of the wall clock of a zone.
   *
   * @param expression six fields: second, minute, hour, day of month, month, day of week
   */
  record Cron(String expression, ZoneId zone) implements Timing {
    /** Where an expression has no time any more. */
    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final Duration SHORT = Duration.ofMinutes(1);

    /** An expression's pattern shows in as many times. */
    private static final int SAMPLE = 200;

    private static final Instant SAMPLED_FROM = Instant.parse("2026-01-01T00:00:00Z");

    public Cron {
      CronExpression.parse(expression);
    }

    @Override
    public String text() {
      return expression + " " + zone;
    }

    @Override
    public Instant first(Instant now, Optional<Instant> last) {
      return after(now);
    }

    @Override
    public Instant after(Instant time) {
      var next = CronExpression.parse(expression).next(time.atZone(zone));
      return next == null ? NEVER : next.toInstant();
    }

    /** Looks back from now in ever longer steps, so that a long rest costs no walk through it. */
    @Override
    public Instant newest(Instant from, Instant now) {
      var newest = from;
      for (var back = SHORT; ; back = back.multipliedBy(2)) {
        var since = now.minus(back);
        var begin = since.isBefore(from) ? from : since;
        for (var time = after(begin); !time.isAfter(now); time = after(time)) {
          newest = time;
        }
        if (newest.isAfter(from) || !since.isAfter(from)) {
          return newest;
        }
      }
    }

    /** Whether it has a time at all: there is no 31st of February. */
    public boolean isEmpty() {
      return after(SAMPLED_FROM).equals(NEVER);
    }

    /** The shortest time between two of its times, as far as a sample shows it. */
    public Duration shortestGap() {
      var shortest = Duration.between(SAMPLED_FROM, NEVER);
      var time = after(SAMPLED_FROM);
      for (int i = 0; i < SAMPLE && !time.equals(NEVER); i++) {
        var next = after(time);
        var gap = Duration.between(time, next);
        shortest = gap.compareTo(shortest) < 0 ? gap : shortest;
        time = next;
      }
      return shortest;
    }
  }
}
