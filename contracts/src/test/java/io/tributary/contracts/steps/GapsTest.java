package io.tributary.contracts.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.Gaps.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GapsTest {

  @Test
  void whatIsWrittenIsRead() {
    var random = new Random(7);
    for (int round = 0; round < 1_000; round++) {
      long position = random.nextLong(1L << random.nextInt(1, 50));
      var runs = runs(position, random);

      var read = Gaps.read(position, Gaps.write(position, runs));

      assertThat(read).contains(new Gaps(runs));
    }
  }

  @Test
  void onlyWhatTheRunsHoldIsContained() {
    var gaps = new Gaps(List.of(new Run(5, 7), new Run(9, 10)));

    assertThat(List.of(4L, 5L, 6L, 7L, 8L, 9L, 10L).stream().filter(gaps::contain))
        .containsExactly(5L, 6L, 9L);
  }

  @Test
  void aPositionWithoutTextHasNoGaps() {
    assertThat(Gaps.read(5, "")).contains(Gaps.NONE);
    assertThat(Gaps.write(5, List.of())).isEmpty();
  }

  @Test
  void brokenOrForeignTextIsRecognized() {
    assertThat(
            List.of(
                "g1:A", "g1:!!", "g1:_w", "g1:AQ", "g1:AQA", "g2:AQE", "me", "g1:_____________w"))
        .allSatisfy(text -> assertThat(Gaps.read(5, text)).isEmpty());
  }

  @Test
  void oneRunOfManyMillionsIsShort() {
    assertThat(Gaps.write(1, List.of(new Run(2, 50_000_000)))).hasSizeLessThan(12);
  }

  private static List<Run> runs(long position, Random random) {
    var runs = new ArrayList<Run>();
    long at = position;
    for (int i = random.nextInt(20); i > 0; i--) {
      long from = at + random.nextInt(1, 1 << random.nextInt(1, 20));
      at = from + random.nextInt(1, 1 << random.nextInt(1, 20));
      runs.add(new Run(from, at));
    }
    return runs;
  }
}
