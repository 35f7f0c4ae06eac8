package io.tributary.runner.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.StepAssignment.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Rate TWENTY_A_SECOND = new Rate(20, 1_000);

  private long now = 77_123_456_789L;

  @Test
  void twoStepsShareTheRateAndNeverPassItInAnySpan() {
    var budget = new RateBudget();
    var shares = List.of(budget.join(TWENTY_A_SECOND, now), budget.join(TWENTY_A_SECOND, now));
    var random = new Random(7);
    var taken = new ArrayList<Long>();
    var each = new int[2];
    var nextAsk = new long[] {now, now};
    long begin = now;

    while (now - begin < 30 * SECOND) {
      int which = nextAsk[0] <= nextAsk[1] ? 0 : 1;
      now = Math.max(now, nextAsk[which]) + random.nextInt(200_000);
      while (shares.get(which).take(now)) {
        taken.add(now);
        each[which]++;
      }
      nextAsk[which] = now + shares.get(which).untilNext(now);
    }

    assertNeverMoreThan(20, SECOND, taken);
    assertThat(taken).hasSizeGreaterThan(570);
    assertThat(Math.abs(each[0] - each[1])).isLessThan(taken.size() / 5);
  }

  @Test
  void rateAfterARestIsNoHigher() {
    var share = new RateBudget().join(TWENTY_A_SECOND, now);
    var taken = new ArrayList<Long>();

    for (int i = 0; i < 5_000; i++) {
      now += i == 2_000 ? 60 * SECOND : 1_000_000;
      if (share.take(now)) {
        taken.add(now);
      }
    }

    assertNeverMoreThan(20, SECOND, taken);
  }

  @Test
  void largeRateOfADayIsSpreadOverIt() {
    var share = new RateBudget().join(new Rate(86_400, 86_400_000), now);

    int first = takeAll(share);
    now += 10 * SECOND;
    int later = takeAll(share);
    now += SECOND / 2;
    long wait = share.untilNext(now);

    assertThat(first).isEqualTo(1);
    assertThat(later).isEqualTo(1);
    assertThat(wait).isBetween(SECOND / 3, SECOND);
  }

  @Test
  void narrowerOfTwoRatesCountsAsLongAsItsStepIsThere() {
    var budget = new RateBudget();
    var wide = budget.join(new Rate(1_000, 1_000), now);
    var narrow = budget.join(new Rate(2, 1_000), now);

    int together = takeAll(wide);
    narrow.close(now);
    now += 2 * SECOND;
    int alone = takeAll(wide);

    assertThat(together).isEqualTo(2);
    assertThat(alone).isEqualTo(1_000);
  }

  @Test
  void stepWithoutARateIsBoundByItsNeighbours() {
    var budget = new RateBudget();
    var free = budget.join(null, now);
    boolean before = takeAll(free, 500) == 500;
    budget.join(TWENTY_A_SECOND, now);

    assertThat(before).isTrue();
    assertThat(takeAll(free)).isEqualTo(20);
  }

  @Test
  void stepThatDoesNotComeIsPassedOver() {
    var budget = new RateBudget();
    var gone = budget.join(TWENTY_A_SECOND, now);
    var present = budget.join(TWENTY_A_SECOND, now);
    takeAll(gone);
    present.take(now);
    long end = now + 5 * SECOND;
    int taken = 0;

    while (now < end) {
      now += present.untilNext(now);
      taken += takeAll(present);
    }

    assertThat(taken).isGreaterThan(75);
  }

  @Test
  void restartedStepHasNoFreshBudget() {
    var budgets = new RateBudgets();
    var assignment =
        io.tributary.runner.support.Assignments.aStep("work").rated(TWENTY_A_SECOND).build();
    var first = budgets.join(assignment, now);
    takeAll(first);
    first.close(now);

    var second = budgets.join(assignment, now + SECOND / 2);

    assertThat(second.take(now + SECOND / 2)).isFalse();
  }

  private int takeAll(RateBudget.Share share) {
    return takeAll(share, Integer.MAX_VALUE);
  }

  private int takeAll(RateBudget.Share share, int most) {
    int taken = 0;
    while (taken < most && share.take(now)) {
      taken++;
    }
    return taken;
  }

  private static void assertNeverMoreThan(int most, long span, List<Long> taken) {
    for (int i = most; i < taken.size(); i++) {
      assertThat(taken.get(i) - taken.get(i - most)).isGreaterThan(span - 1);
    }
  }
}
