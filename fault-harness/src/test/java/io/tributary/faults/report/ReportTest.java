package io.tributary.faults.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.history.Verdict;
import io.tributary.faults.scenarios.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Machine MACHINE = new Machine("two cores", "Linux", "JVM", "4.4.0", "abc");

  @TempDir Path folder;

  @Test
  void aRunReplacesItsOwnSectionAndLeavesTheOthers() throws IOException {
    put(outcome("delivery", 1, List.of()), "2026-11-24T10:00:00Z");
    put(outcome("poison", 2, List.of("something was missed")), "2026-11-24T11:00:00Z");

    put(outcome("poison", 3, List.of()), "2026-11-25T12:00:00Z");

    assertThat(text())
        .contains("every promise kept")
        .contains("`full --seed 1 --only delivery`, commit abc, 2026-11-24 10:00 UTC")
        .contains("`full --seed 3 --only poison`, commit abc, 2026-11-25 12:00 UTC")
        .doesNotContain("--seed 2", "something was missed");
    assertThat(text().indexOf("## delivery")).isLessThan(text().indexOf("## poison"));
  }

  @Test
  void oneBrokenPromiseIsTheWholeReportsVerdict() throws IOException {
    put(outcome("poison", 2, List.of("something was missed")), "2026-11-24T11:00:00Z");

    put(outcome("delivery", 1, List.of()), "2026-11-24T12:00:00Z");

    assertThat(text())
        .contains("Verdict: **broken**")
        .contains("| poison | **no** | 9 |")
        .contains("**broken**: something was missed");
  }

  private void put(Outcome outcome, String at) throws IOException {
    new Report(folder.resolve("report.md"), List.of("delivery", "poison"))
        .put(
            outcome,
            "full --seed %d --only %s".formatted(outcome.seed(), outcome.scenario()),
            MACHINE,
            Clock.fixed(Instant.parse(at), ZoneOffset.UTC));
  }

  private String text() throws IOException {
    return Files.readString(folder.resolve("report.md"));
  }

  private static Outcome outcome(String scenario, long seed, List<String> broken) {
    return new Outcome(
        scenario,
        "Something holds.",
        seed,
        Duration.ofSeconds(5),
        List.of(),
        new Verdict(10, 9, 9, List.of()),
        broken,
        Map.of("figure", "1"));
  }
}
