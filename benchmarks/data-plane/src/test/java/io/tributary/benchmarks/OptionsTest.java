package io.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.benchmarks.figures.Figure;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void measuresEverythingInFiveRoundsUnlessTold() {
    var options = Options.of(new String[0]);

    assertThat(options.rounds()).isEqualTo(5);
    assertThat(options.figures()).containsExactlyInAnyOrder(Figure.values());
    assertThat(options.write()).isTrue();
  }

  @Test
  void takesFiguresByTheirNames() {
    var options = Options.of(new String[] {"--only", "latency,idle", "--rounds", "1"});

    assertThat(options.figures()).containsExactlyInAnyOrder(Figure.LATENCY, Figure.IDLE);
    assertThat(options.rounds()).isEqualTo(1);
  }

  @Test
  void saysWhichFiguresThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.of(new String[] {"--only", "speed"}))
        .withMessageContaining("throughput");
  }
}
