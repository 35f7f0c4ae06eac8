package io.tributary.expressions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND.toNanos() / 2);
  private final AtomicLong used = new AtomicLong();
  private final Allowance allowance =
      new Allowance(SECOND, clock::get, () -> Optional.of(Duration.ofMillis(used.get())));

  @Test
  void aBusyMachineUsesNothingUp() {
    for (int second = 0; second < 3_600; second++) {
      pass(SECOND, Duration.ofMillis(0));
      assertThat(allowance.isUsedUp()).as("after %d s without a processor", second).isFalse();
    }
  }

  @Test
  void isUsedUpWhenTheProcessHasUsedAsMuchPastTheTime() {
    pass(Duration.ofMillis(999), Duration.ofMillis(999));
    assertThat(allowance.isUsedUp()).isFalse();
    pass(Duration.ofMillis(2), Duration.ofMillis(2));
    assertThat(allowance.isUsedUp()).isFalse();
    pass(Duration.ofMillis(990), Duration.ofMillis(990));
    assertThat(allowance.isUsedUp()).isFalse();
    pass(Duration.ofMillis(30), Duration.ofMillis(30));
    assertThat(allowance.isUsedUp()).isTrue();
  }

  @Test
  void theClockDecidesWhereNobodyKnowsWhatAProcessUsed() {
    var blind = new Allowance(SECOND, clock::get, Optional::empty);
    pass(Duration.ofMillis(999), Duration.ZERO);
    assertThat(blind.isUsedUp()).isFalse();
    pass(Duration.ofMillis(1), Duration.ZERO);
    assertThat(blind.isUsedUp()).isTrue();
  }

  @Test
  void thisSystemKnowsWhatAProcessUsed() {
    var real = new Allowance(Duration.ofMillis(100));
    long begun = System.nanoTime();

    while (!real.isUsedUp()) {
      Thread.onSpinWait();
    }

    // The process's other threads may use processors as well, but at most both of them.
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(130), Duration.ofSeconds(20));
  }

  private void pass(Duration time, Duration processors) {
    clock.addAndGet(time.toNanos());
    used.addAndGet(processors.toMillis());
  }
}
