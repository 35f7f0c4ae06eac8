package io.tributary.connectors.transform;

import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is done with the values at one place.
 *
 * @param at pointer; {@code *} stands for each element of a list
 * @param what {@code date}, {@code number}, {@code numberText} or {@code text}
 * @param from how a date is written: {@code iso}, {@code epochSeconds}, {@code epochMillis}, {@code
 *     rfc1123}, or a pattern
 * @param to how it is to be written, likewise; of {@code numberText} a pattern
 * @param zone of a date that does not say its own
 * @param toZone that it is written in; {@code zone} where it is missing
 * @param decimal the character before decimals
 * @param grouping the character between thousands; empty for none
 * @param decimals to round to
 * @param rounding a name of {@link java.math.RoundingMode}, in any case
 * @param as what is done to a text, one after the other
 */
record FormatRule(
    String at,
    String what,
    Optional<String> from,
    Optional<String> to,
    Optional<String> zone,
    Optional<String> toZone,
    Optional<String> decimal,
    Optional<String> grouping,
    Optional<Integer> decimals,
    Optional<String> rounding,
    List<String> as) {
  private static final int MOST_RULES = 100;
  private static final int LONGEST_PATTERN = 100;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  FormatRule {
    as = as == null ? List.of() : List.copyOf(as);
    for (var pattern : List.of(from, to)) {
      if (pattern.isPresent() && pattern.get().length() > LONGEST_PATTERN) {
        throw new GiveUp("fields#/rules: a pattern is longer than " + LONGEST_PATTERN);
      }
    }
  }

  static List<FormatRule> all(String text) {
    try {
      List<FormatRule> rules = JSON.readValue(text, new TypeReference<List<FormatRule>>() {});
      if (rules.size() > MOST_RULES) {
        throw new GiveUp("fields#/rules: are %d; at most %d".formatted(rules.size(), MOST_RULES));
      }
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i) == null || rules.get(i).at() == null || rules.get(i).what() == null) {
          throw new GiveUp("fields#/rules/" + i + ": needs \"at\" and \"what\". Add them");
        }
      }
      return List.copyOf(rules);
    } catch (JacksonException broken) {
      if (broken.getCause() instanceof GiveUp refused) {
        throw refused;
      }
      throw new GiveUp(
          "fields#/rules: is no list of rules: " + broken.getOriginalMessage() + ". Correct it",
          broken);
    }
  }

  /**
   * The value as it is to be; null stays null.
   *
   * @throws GiveUp if it is nothing that the rule can be applied to
   */
  Object apply(String place, Object value) {
    return switch (what) {
      case "date" -> Dates.of(this).rewritten(place, value);
      case "number" -> Numbers.of(this).number(place, value);
      case "numberText" -> Numbers.of(this).text(place, value);
      case "text" -> Texts.changed(place, value, as);
      default ->
          throw new GiveUp(
              "fields#/rules: \"" + what + "\" is unknown. Use date, number, numberText or text");
    };
  }

  static GiveUp doesNotFit(String place, Object value, String what, Throwable cause) {
    var text = String.valueOf(value);
    return new GiveUp(
        "%s: \"%s\" is no %s. Correct the value, or the rule"
            .formatted(place, text.length() <= 60 ? text : text.substring(0, 60) + "…", what),
        cause);
  }
}
