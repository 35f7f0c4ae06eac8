package io.tributary.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.benchmarks.figures.Figure;
import io.tributary.benchmarks.figures.Values;
import io.tributary.benchmarks.figures.Values.Quantity;
import io.tributary.benchmarks.sides.Sides;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Values values = new Values();

  @Test
  void saysBesideEachTargetWhetherItWasMet() {
    rate(Sides.OURS.name(), 60_000);
    rate(Sides.LOOP_EXACTLY_ONCE.name(), 80_000);
    rate(Sides.STREAMS_EXACTLY_ONCE.name(), 60_000);

    var text = report();

    assertThat(text)
        .contains("| throughput ÷ hand-written exactly-once loop | 0.75 | ≥ 0.75 | met |")
        .contains("| throughput ÷ Kafka Streams exactly once | 1.00 | ≥ 1.20 | **missed** |")
        .contains("| throughput ÷ Spring Cloud Stream's defaults | – | ≥ 5.00 | not measured |");
  }

  @Test
  void namesWhatFailed() {
    values.failed("Camel, round 2: it ended");

    assertThat(report()).contains("- Camel, round 2: it ended");
  }

  @Test
  void replacesOnlyWhatStandsBetweenItsMarks() {
    var once = Report.within("# First part\n\nkept\n", "old");

    var twice = Report.within(once + "\nkept too\n", "new");

    assertThat(twice)
        .startsWith("# First part\n\nkept\n")
        .endsWith("kept too\n")
        .contains("new")
        .doesNotContain("old");
    assertThat(twice.indexOf(Report.BEGIN)).isEqualTo(twice.lastIndexOf(Report.BEGIN));
  }

  private String report() {
    return new Report(values, new Circumstances(LocalDate.EPOCH, "abc", 5, "0.1", 1_200)).text();
  }

  private void rate(String side, double value) {
    values.add(Figure.THROUGHPUT, side, Quantity.MESSAGES_PER_SECOND, 0, value);
  }
}
