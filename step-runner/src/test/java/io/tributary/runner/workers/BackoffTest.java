package io.tributary.runner.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration SHORT = Duration.ofSeconds(3);

  private final Backoff backoff = new Backoff();

  @Test
  void whereNothingWorksTheWaitsGrowToAMinute() {
    assertThat(waits(8, false)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void whileTheStepWorksItIsAQuarterMinuteAtMost() {
    assertThat(waits(7, true)).containsExactly(1L, 2L, 4L, 8L, 15L, 15L, 15L);
  }

  @Test
  void workShortensAWaitThatHasGrown() {
    waits(7, false);

    assertThat(waits(1, true)).containsExactly(15L);
  }

  @Test
  void whoLivedForAMinuteBeginsAnew() {
    waits(7, false);

    assertThat(backoff.afterLifeOf(Duration.ofMinutes(1), false)).hasSeconds(1);
    assertThat(waits(1, false)).containsExactly(2L);
  }

  private List<Long> waits(int lives, boolean stepWorks) {
    return IntStream.range(0, lives)
        .mapToObj(_ -> backoff.afterLifeOf(SHORT, stepWorks).toSeconds())
        .toList();
  }
}
