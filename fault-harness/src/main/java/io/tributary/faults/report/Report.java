package io.tributary.faults.report;

import io.tributary.faults.history.Anomaly.Kind;
import io.tributary.faults.scenarios.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The written result: the last run of each scenario as it was, the missed ones too. Beside the text
 * lies the same as JSON, from which the next run takes what it does not run again.
 *
 * @param file the text
 * @param order of the scenarios
 */
public record Report(Path file, List<String> order) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Report {
    order = List.copyOf(order);
  }

  /** Takes the place of what an earlier run of the same scenario found. */
  public void put(Outcome outcome, String command, Machine machine, Clock clock)
      throws IOException {
    var sections = new ArrayList<>(sections());
    sections.removeIf(section -> section.scenario().equals(outcome.scenario()));
    sections.add(Section.of(outcome, command, machine, clock.instant()));
    sections.sort(Comparator.comparingInt(section -> order.indexOf(section.scenario())));
    Files.writeString(json(), JSON.writeValueAsString(sections) + "\n");
    Files.writeString(file, text(sections));
  }

  private List<Section> sections() throws IOException {
    return Files.exists(json())
        ? JSON.readValue(Files.readString(json()), new TypeReference<List<Section>>() {})
        : List.of();
  }

  private Path json() {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.md$", "") + ".json");
  }

  private static String text(List<Section> sections) {
    var text = new StringBuilder();
    text.append(
        """
        # Reliability: what the fault harness found

        Written by `fault-harness/full` itself, scenario by scenario: each section is the last run of its
        scenario. The same seed gives the same messages and the same faults; how they meet in time differs
        from run to run. What the harness is and what it does not prove:
        [fault-harness/README.md](../fault-harness/README.md). The same for programs:
        [reliability-report.json](reliability-report.json).

        Verdict: **%s**

        | scenario | kept | messages | lost | duplicated | inversions | aborted reads | phantoms | stuck | duration |
        |---|---|---|---|---|---|---|---|---|---|
        """
            .formatted(
                sections.stream().allMatch(Section::kept) ? "every promise kept" : "broken"));
    sections.forEach(section -> text.append(row(section)));
    sections.forEach(section -> text.append(section(section)));
    return text.toString();
  }

  private static String row(Section section) {
    return "| %s | %s | %d | %d | %d | %d | %d | %d | %d | %d s |%n"
        .formatted(
            section.scenario(),
            section.kept() ? "yes" : "**no**",
            section.messages(),
            section.found(Kind.LOST),
            section.found(Kind.DUPLICATE),
            section.found(Kind.INVERSION),
            section.found(Kind.ABORTED_READ),
            section.found(Kind.PHANTOM),
            section.found(Kind.STUCK),
            section.seconds());
  }

  private static String section(Section section) {
    var faults =
        section.faults().entrySet().stream()
            .map(kind -> "%d × %s".formatted(kind.getValue(), kind.getKey()))
            .collect(Collectors.joining(", "));
    var machine = section.machine();
    var text = new StringBuilder("\n## %s%n%n".formatted(section.scenario()));
    text.append("%s%n%n".formatted(section.promise()));
    text.append(
        "- run: `%s`, commit %s, %s%n"
            .formatted(section.command(), machine.revision(), DATE.format(section.at())));
    text.append(
        "- on: %s, %s, Java %s, Kafka %s%n"
            .formatted(machine.hardware(), machine.system(), machine.runtime(), machine.broker()));
    if (!faults.isEmpty()) {
      text.append("- faults: ").append(faults).append('\n');
    }
    section.figures().forEach((name, figure) -> text.append("- %s: %s%n".formatted(name, figure)));
    section.broken().forEach(sentence -> text.append("- **broken**: %s%n".formatted(sentence)));
    if (!section.witnesses().isEmpty()) {
      text.append("\n```\n").append(section.witnesses()).append("\n```\n");
    }
    return text.toString();
  }
}
