package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.done;
import static io.tributary.runner.delivery.FakeWorker.failed;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.runner.delivery.Ending.Dead;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandTest {
  private final Bench bench =
      new Bench(
          aStep("work")
              .after("before")
              .retrying(
                  new RetryPolicy(5_000, 1, 0, 5_000, 3_600, 0, Set.of("Hopeless", "Broken"))));
  private final FakeWorker worker = bench.worker("w1", 10);

  @Test
  void retryNowMakesTheNamedAttemptNow() {
    waiting();

    bench.delivery.retryNow(Set.of("0-1"));
    bench.delivery.dispatch();

    assertThat(worker.bodies()).containsExactly("1", "2", "2");
  }

  @Test
  void retryNowWithoutNamesMeansAll() {
    waiting();

    bench.delivery.retryNow(Set.of());
    bench.delivery.dispatch();

    assertThat(worker.bodies()).hasSize(4);
  }

  @Test
  void stopRetryingMakesDeadLettersAndLetsTheKeyGoOn() {
    waiting();
    bench.fetched(record(2, "a", "3"));

    bench.delivery.stopRetrying(Set.of());
    bench.delivery.dispatch();
    bench.says(worker, done(worker.last()));
    var ended = bench.commit();

    assertThat(ended)
        .extracting(one -> one.ending() instanceof Dead dead ? dead.kind() : "done")
        .containsExactly("stopped", "stopped", "done");
  }

  @Test
  void errorsThatThePolicyNamesAreGivenUpAtOnce() {
    bench.fetched(record(0, "a", "1"));

    bench.says(worker, failed(worker.last(), "retry-later"));

    assertThat(bench.commit())
        .extracting(one -> ((Dead) one.ending()).kind())
        .containsExactly("give-up");
  }

  private void waiting() {
    bench.fetched(record(0, "a", "1"), record(1, "b", "2"));
    for (var message : worker.messages()) {
      bench.says(
          worker,
          java.util.List.of(
              failed(message, "retry-later")
                  .getFirst()
                  .with(io.tributary.protocol.HeaderKey.ERROR, "example.Busy")));
    }
    bench.passes(Duration.ofSeconds(1));
  }
}
