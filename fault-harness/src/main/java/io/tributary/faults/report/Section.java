package io.tributary.faults.report;

import io.tributary.faults.history.Anomaly.Kind;
import io.tributary.faults.scenarios.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one scenario's last run found, with where and when it ran: so that runs of single scenarios
 * can stand side by side.
 *
 * @param command that gives the same again
 * @param at when it ended
 * @param found numbers of anomalies by their kind
 * @param witnesses the checker's words; empty where it found nothing
 */
record Section(
    String scenario,
    String promise,
    boolean kept,
    long seed,
    String command,
    Instant at,
    Machine machine,
    long seconds,
    long messages,
    Map<String, Long> found,
    Map<String, Long> faults,
    Map<String, String> figures,
    List<String> broken,
    String witnesses) {
  Section {
    found = java.util.Collections.unmodifiableMap(new TreeMap<>(found));
    faults = java.util.Collections.unmodifiableMap(new TreeMap<>(faults));
    figures = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    broken = List.copyOf(broken);
  }

  static Section of(Outcome outcome, String command, Machine machine, Instant at) {
    var verdict = outcome.verdict();
    var found = new TreeMap<String, Long>();
    for (var kind : Kind.values()) {
      found.put(kind.name(), verdict.count(kind));
    }
    return new Section(
        outcome.scenario(),
        outcome.promise(),
        outcome.isKept(),
        outcome.seed(),
        command,
        at,
        machine,
        outcome.took().toSeconds(),
        verdict.acknowledged(),
        found,
        outcome.strikesByKind(),
        outcome.figures(),
        outcome.broken(),
        verdict.isClean() ? "" : verdict.text());
  }

  long found(Kind kind) {
    return found.getOrDefault(kind.name(), 0L);
  }
}
