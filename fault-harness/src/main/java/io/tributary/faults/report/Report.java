package io.tributary.faults.report;

import io.tributary.faults.history.Anomaly.Kind;
import io.tributary.faults.scenarios.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a run's outcomes down as they are, the missed ones too. */
public record Report(long seed, String command, Machine machine, List<Outcome> outcomes) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  public Report {
    outcomes = List.copyOf(outcomes);
  }

  /** Replaces the file. */
  public void write(Path file, Clock clock) throws IOException {
    Files.writeString(file, text(clock));
  }

  private String text(Clock clock) {
    var text = new StringBuilder();
    text.append(
        """
        # Reliability: what the fault harness found

        Written by `%s` itself. The same seed gives the same messages and the same faults; how they meet
        in time differs from run to run. What the harness is and what it does not prove:
        [fault-harness/README.md](../fault-harness/README.md).

        | | |
        |---|---|
        | verdict | **%s** |
        | seed | %d |
        | commit | %s |
        | date | %s |
        | machine | %s |
        | system | %s |
        | Java | %s |
        | Kafka | %s |

        | scenario | kept | messages | lost | duplicated | inversions | aborted reads | phantoms | stuck | duration |
        |---|---|---|---|---|---|---|---|---|---|
        """
            .formatted(
                command,
                outcomes.stream().allMatch(Outcome::isKept) ? "every promise kept" : "broken",
                seed,
                machine.revision(),
                DATE.format(clock.instant()),
                machine.hardware(),
                machine.system(),
                machine.runtime(),
                machine.broker()));
    outcomes.forEach(outcome -> text.append(row(outcome)));
    outcomes.forEach(outcome -> text.append(section(outcome)));
    text.append("\n## Again\n\n```\n").append(command).append("\n```\n");
    return text.toString();
  }

  private static String row(Outcome outcome) {
    var verdict = outcome.verdict();
    return "| %s | %s | %d | %d | %d | %d | %d | %d | %d | %d s |%n"
        .formatted(
            outcome.scenario(),
            outcome.isKept() ? "yes" : "**no**",
            verdict.acknowledged(),
            verdict.count(Kind.LOST),
            verdict.count(Kind.DUPLICATE),
            verdict.count(Kind.INVERSION),
            verdict.count(Kind.ABORTED_READ),
            verdict.count(Kind.PHANTOM),
            verdict.count(Kind.STUCK),
            outcome.took().toSeconds());
  }

  private static String section(Outcome outcome) {
    var faults =
        outcome.strikesByKind().entrySet().stream()
            .map(kind -> "%d × %s".formatted(kind.getValue(), kind.getKey()))
            .collect(Collectors.joining(", "));
    var text = new StringBuilder("\n## %s%n%n".formatted(outcome.scenario()));
    text.append("%s%n%n".formatted(outcome.promise()));
    if (!faults.isEmpty()) {
      text.append("- faults: ").append(faults).append('\n');
    }
    outcome.figures().forEach((name, figure) -> text.append("- %s: %s%n".formatted(name, figure)));
    outcome.broken().forEach(sentence -> text.append("- **broken**: %s%n".formatted(sentence)));
    if (!outcome.verdict().isClean()) {
      text.append("\n```\n").append(outcome.verdict().text()).append("\n```\n");
    }
    return text.toString();
  }
}
