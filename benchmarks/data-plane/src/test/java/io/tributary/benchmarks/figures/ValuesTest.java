package io.tributary.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.benchmarks.figures.Values.Quantity;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private final Values values = new Values();

  @Test
  void medianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    add("ours", 0, 10);
    add("ours", 1, 40);
    add("ours", 2, 20);
    add("ours", 3, 30);

    assertThat(values.median(Figure.PASS, "ours", Quantity.P50_MILLIS)).hasValue(25);
  }

  @Test
  void ratioComparesWithinEachRoundAndLeavesOutRoundsOfOneSide() {
    add("ours", 0, 10);
    add("peer", 0, 5);
    add("ours", 1, 100);
    add("ours", 2, 300);
    add("peer", 2, 100);
    add("ours", 3, 4);
    add("peer", 3, 1);

    assertThat(values.ratio(Figure.PASS, "ours", "peer", Quantity.P50_MILLIS)).hasValue(3);
  }

  @Test
  void whatWasNotMeasuredHasNoValue() {
    assertThat(values.median(Figure.PASS, "ours", Quantity.P50_MILLIS)).isEmpty();
    assertThat(values.ratio(Figure.PASS, "ours", "peer", Quantity.P50_MILLIS)).isEmpty();
  }

  @Test
  void percentileIsAValueThatWasSeen() {
    assertThat(Values.percentile(new double[] {4, 1, 3, 2}, 0.5)).isEqualTo(2);
    assertThat(Values.percentile(new double[] {4, 1, 3, 2}, 0.99)).isEqualTo(4);
    assertThat(Values.percentile(new double[] {7}, 0.01)).isEqualTo(7);
  }

  private void add(String side, int round, double value) {
    values.add(Figure.PASS, side, Quantity.P50_MILLIS, round, value);
  }
}
