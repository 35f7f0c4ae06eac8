package io.tributary.faults.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.faults.plan.FaultPlan.Numbers;
import io.tributary.faults.plan.FaultPlan.ProductNumbers;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final Numbers FIFTY = new Numbers(22, 16, 12, 3);

  @Test
  void drawsTheSameForTheSameSeed() {
    assertThat(draw(7)).isEqualTo(draw(7));
    assertThat(draw(7)).isNotEqualTo(draw(8));
  }

  @Test
  void drawsAsManyOfEachAsWereAskedFor() {
    var kinds =
        draw(7).faults().stream()
            .collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));

    assertThat(kinds)
        .containsEntry("kill -9 worker", 22L)
        .containsEntry("kill -9 runner", 16L)
        .containsEntry("kill -9 broker", 12L)
        .containsEntry("SIGSTOP runner", 3L);
  }

  @Test
  void keepsThePaceOnAverage() {
    double mean =
        draw(7).faults().stream().mapToLong(fault -> fault.after().toMillis()).average().orElse(0);

    assertThat(mean).isBetween(3_200.0, 4_800.0);
  }

  @Test
  void keepsHalfOfTheRunnersAwayUntilSomebodyMustTakeOver() {
    var away =
        draw(7).faults().stream()
            .filter(Fault.KillRunner.class::isInstance)
            .map(fault -> ((Fault.KillRunner) fault).away())
            .collect(Collectors.partitioningBy(Duration::isZero));

    assertThat(away.get(true)).hasSize(8);
    assertThat(away.get(false)).allMatch(time -> time.toSeconds() >= 14).hasSize(8);
  }

  @Test
  void drawsForTheWholeProductToo() {
    var numbers = new ProductNumbers(3, 2, 1);
    var plan = FaultPlan.draw(7, numbers, Duration.ofSeconds(4));

    assertThat(plan).isEqualTo(FaultPlan.draw(7, numbers, Duration.ofSeconds(4)));
    assertThat(plan.faults()).extracting(Fault::kind).containsOnlyOnce("kill -9 broker");
    assertThat(plan.faults()).filteredOn(Fault.KillPlatform.class::isInstance).hasSize(3);
    assertThat(plan.faults()).filteredOn(Fault.KillDatabase.class::isInstance).hasSize(2);
  }

  private static FaultPlan draw(long seed) {
    return FaultPlan.draw(seed, FIFTY, Duration.ofSeconds(4));
  }
}
