package io.tributary.runtime.flows;

import io.tributary.contracts.names.InvalidName;
import io.tributary.runtime.findings.Suggestion;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The properties of one mapping, each read once; what is wrong with them goes to the findings. */
final class Properties {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private final Node.Mapping mapping;
  private final Findings findings;

  private Properties(Node.Mapping mapping, Findings findings) {
    this.mapping = mapping;
    this.findings = findings;
  }

  /** Empty, with a finding, where the node is no mapping; every unknown property is a finding. */
  static Optional<Properties> of(Node node, Set<String> known, Findings findings) {
    if (!(node instanceof Node.Mapping mapping)) {
      findings.add(
          node.at(),
          "wrong-type",
          "Properties are expected here.",
          "Write one or more of " + String.join(", ", known) + ".");
      return Optional.empty();
    }
    for (var entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        findings.add(
            entry.keyAt(),
            "unknown-property",
            "There is no property \"" + entry.key() + "\" here.",
            Suggestion.orElse(
                entry.key(),
                known,
                "Known are " + String.join(", ", new LinkedHashSet<>(known)) + "."));
      }
    }
    return Optional.of(new Properties(mapping, findings));
  }

  Mark at() {
    return mapping.at();
  }

  /** Where the value stands; where it is absent, where it is missing. */
  Mark at(String key) {
    return mapping.entry(key).map(entry -> entry.value().at()).orElse(mapping.at().child(key));
  }

  Optional<Node> node(String key) {
    return mapping
        .entry(key)
        .map(Node.Entry::value)
        .filter(value -> !(value instanceof Node.Scalar scalar && scalar.json().isNull()));
  }

  boolean has(String key) {
    return node(key).isPresent();
  }

  Optional<String> text(String key) {
    return scalar(key, "a text")
        .flatMap(
            value -> value.isString() ? Optional.of(value.stringValue()) : wrong(key, "a text"));
  }

  /** A text that a name's constructor takes; what it refuses is a finding. */
  <T> Optional<T> parsed(String key, Function<String, T> parse) {
    return text(key)
        .flatMap(
            text -> {
              try {
                return Optional.of(parse.apply(text));
              } catch (InvalidName e) {
                findings.add(
                    at(key),
                    "invalid-name",
                    Objects.requireNonNullElse(e.getMessage(), ""),
                    capitalized(e.advice()) + ".");
                return Optional.empty();
              }
            });
  }

  /** One of these words. */
  <T> T choice(String key, SequencedMap<String, T> words, T fallback) {
    var text = text(key);
    if (text.isEmpty()) {
      return fallback;
    }
    var chosen = words.get(text.get());
    if (chosen == null) {
      findings.add(
          at(key),
          "unknown-word",
          "\"%s\" cannot be \"%s\".".formatted(key, text.get()),
          Suggestion.orElse(
              text.get(), words.keySet(), "Write " + String.join(" or ", words.keySet()) + "."));
      return fallback;
    }
    return chosen;
  }

  /** A list of texts of a shape, each once; empty where the property is absent. */
  Set<String> texts(String key, Pattern shape, int most, String advice) {
    var found = new LinkedHashSet<String>();
    var node = node(key);
    if (node.isEmpty()) {
      return found;
    }
    if (!(node.get() instanceof Node.Sequence list) || list.items().size() > most) {
      wrong(key, "a list of at most " + most + " texts");
      return found;
    }
    for (var item : list.items()) {
      var json = item.json();
      if (json.isString() && shape.matcher(json.stringValue()).matches()) {
        found.add(json.stringValue());
      } else {
        findings.add(item.at(), "invalid-text", "This cannot stand in \"" + key + "\".", advice);
      }
    }
    return found;
  }

  int integer(String key, int least, int most, int fallback) {
    var value = scalar(key, "a number");
    if (value.isEmpty()) {
      return fallback;
    }
    if (!value.get().isIntegralNumber() || !value.get().canConvertToInt()) {
      wrong(key, "a whole number");
      return fallback;
    }
    return within(key, value.get().intValue(), least, most) ? value.get().intValue() : fallback;
  }

  double decimal(String key, double least, double most, double fallback) {
    var value = scalar(key, "a number");
    if (value.isEmpty()) {
      return fallback;
    }
    if (!value.get().isNumber()) {
      wrong(key, "a number");
      return fallback;
    }
    return within(key, value.get().doubleValue(), least, most)
        ? value.get().doubleValue()
        : fallback;
  }

  Duration duration(String key, Duration least, Duration most, Duration fallback) {
    var text = text(key);
    if (text.isEmpty()) {
      return fallback;
    }
    var match = DURATION.matcher(text.get());
    if (!match.matches()) {
      findings.add(
          at(key),
          "not-a-duration",
          "\"" + text.get() + "\" is not a duration.",
          "Write a number and ms, s, m, h or d: \"30s\".");
      return fallback;
    }
    long amount = Long.parseLong(match.group(1));
    var duration =
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      outOfRange(key, shown(least), shown(most));
      return fallback;
    }
    return duration;
  }

  private Optional<JsonNode> scalar(String key, String expected) {
    return node(key)
        .flatMap(
            node ->
                node instanceof Node.Scalar scalar
                    ? Optional.of(scalar.json())
                    : wrong(key, expected));
  }

  private <T> Optional<T> wrong(String key, String expected) {
    findings.add(
        at(key),
        "wrong-type",
        "\"" + key + "\" must be " + expected + ".",
        "Write " + expected + "; a number or true as text needs quotes.");
    return Optional.empty();
  }

  private boolean within(String key, double value, double least, double most) {
    if (value < least || value > most) {
      outOfRange(key, shown(least), shown(most));
      return false;
    }
    return true;
  }

  private void outOfRange(String key, String least, String most) {
    findings.add(
        at(key),
        "out-of-range",
        "\"" + key + "\" is outside of what is allowed.",
        "Choose between " + least + " and " + most + ".");
  }

  private static String shown(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  private static String shown(Duration duration) {
    if (duration.toMillis() % 1000 != 0 || duration.isZero()) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds + "s";
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
