package io.tributary.manifest;

import java.time.Duration;
import java.util.regex.Pattern;

/** How often the target may be called by all steps of one connection together. */
public record RateLimit(int requests, Duration per) {
  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(31);

  public RateLimit {
    if (requests < 1 || per.isNegative() || per.isZero()) {
      throw new IllegalArgumentException("a rate is at least one request in a positive time");
    }
  }

  /**
   * Reads a period such as {@code 1s}, {@code 500ms} or {@code 1d}; at most 31 days.
   *
   * @throws InvalidText where the text is no period
   */
  public static Duration parsePeriod(String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      throw invalid(text);
    }
    long amount = Long.parseLong(match.group(1));
    var period =
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    if (period.compareTo(LONGEST) > 0) {
      throw invalid(text);
    }
    return period;
  }

  private static InvalidText invalid(String text) {
    return new InvalidText(
        Quoted.of(text) + " is not a period of at most 31 days.",
        "Write a number and ms, s, m, h or d: \"1s\".");
  }
}
