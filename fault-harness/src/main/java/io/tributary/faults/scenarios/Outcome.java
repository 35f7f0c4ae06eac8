package io.tributary.faults.scenarios;

import io.tributary.faults.history.Anomaly;
import io.tributary.faults.history.Verdict;
import io.tributary.faults.plan.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a scenario.
 *
 * @param promise what was put to the test, a sentence
 * @param broken promises beside the checker's, one sentence each
 * @param figures by name, in the order in which they are read
 */
public record Outcome(
    String scenario,
    String promise,
    long seed,
    Duration took,
    List<Strike> strikes,
    Verdict verdict,
    List<String> broken,
    Map<String, String> figures) {
  public Outcome {
    strikes = List.copyOf(strikes);
    broken = List.copyOf(broken);
    figures = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(figures));
  }

  /** Whether every promise was kept. */
  public boolean isKept() {
    return verdict.isClean() && broken.isEmpty();
  }

  /** With the reasons: some readers of a failed build see one line only. */
  private String result() {
    if (isKept()) {
      return "KEPT";
    }
    var reasons = new ArrayList<String>();
    for (var kind : Anomaly.Kind.values()) {
      long count = verdict.count(kind);
      if (count > 0) {
        var name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        reasons.add("%d %s, first %s".formatted(count, name, verdict.first(kind)));
      }
    }
    reasons.addAll(broken);
    return "BROKEN (" + String.join("; ", reasons) + ")";
  }

  /** Numbers of strikes by their kind. */
  public Map<String, Long> strikesByKind() {
    return strikes.stream()
        .collect(
            Collectors.groupingBy(
                strike -> strike.fault().kind(), TreeMap::new, Collectors.counting()));
  }

  /** For a person; with the seed and every strike where something is broken. */
  public String text() {
    var text = new StringBuilder();
    text.append(
        "%s: %s, seed %d, %d s, %s%n"
            .formatted(scenario, result(), seed, took.toSeconds(), strikesByKind()));
    verdict.text().lines().forEach(line -> text.append("  ").append(line).append('\n'));
    figures.forEach((name, figure) -> text.append("  %s: %s%n".formatted(name, figure)));
    broken.forEach(sentence -> text.append("  BROKEN: ").append(sentence).append('\n'));
    if (!isKept()) {
      strikes.forEach(strike -> text.append("  ").append(strike).append('\n'));
    }
    return text.toString();
  }
}
