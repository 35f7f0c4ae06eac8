package io.tributary.faults.history;

import io.tributary.faults.history.Anomaly.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the checker found.
 *
 * @param sent calls of the client
 * @param acknowledged of these, those with a yes
 * @param arrived records of the reader after
 */
public record Verdict(long sent, long acknowledged, long arrived, List<Anomaly> anomalies) {
  private static final int WITNESSES = 5;

  public Verdict {
    anomalies = List.copyOf(anomalies);
  }

  public boolean isClean() {
    return anomalies.isEmpty();
  }

  /** Messages that witness the kind; one that both readers saw counts once. */
  public long count(Kind kind) {
    return anomalies.stream()
        .filter(anomaly -> anomaly.kind() == kind)
        .map(Anomaly::witness)
        .distinct()
        .count();
  }

  /** What is known of the first witness of the kind, of which there must be one. */
  public String first(Kind kind) {
    return anomalies.stream()
        .filter(anomaly -> anomaly.kind() == kind)
        .map(Anomaly::detail)
        .findFirst()
        .orElseThrow();
  }

  /** Sums, and the first five witnesses of each kind. */
  public String text() {
    var lines = new java.util.ArrayList<String>();
    lines.add(
        "sent %d, acknowledged %d, arrived %d: lost %d, duplicated %d, aborted reads %d, inversions %d, phantoms %d, stuck %d"
            .formatted(
                sent,
                acknowledged,
                arrived,
                count(Kind.LOST),
                count(Kind.DUPLICATE),
                count(Kind.ABORTED_READ),
                count(Kind.INVERSION),
                count(Kind.PHANTOM),
                count(Kind.STUCK)));
    anomalies.stream().collect(Collectors.groupingBy(Anomaly::kind)).entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(
            kind ->
                kind.getValue().stream()
                    .limit(WITNESSES)
                    .forEach(anomaly -> lines.add("  " + anomaly)));
    return String.join("\n", lines);
  }
}
