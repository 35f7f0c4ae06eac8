package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.done;
import static io.tributary.runner.delivery.FakeWorker.failed;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.runner.support.Assignments;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final DeliveryLimits LIMITS =
      new DeliveryLimits(
          100,
          1_000_000,
          10_000,
          3,
          2_000_000,
          5,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          1_000,
          1_000,
          new DeliveryLimits.Parking(Duration.ofSeconds(10), 1_000, 100_000),
          new DeliveryLimits.Breaking(10, 3));

  private static Assignments step() {
    return aStep("work")
        .after("before")
        .withConcurrency(12)
        .retrying(new RetryPolicy(1_000, 1, 0, 1_000, 3_600, 0, Set.of()));
  }

  private static Bench down(FakeWorker[] into) {
    var bench = new Bench(step(), LIMITS);
    into[0] = bench.worker("w1", 50);
    for (int i = 0; i < 40; i++) {
      bench.fetched(record(i, null, "m" + i));
    }
    for (int i = 0; i < 12; i++) {
      bench.says(into[0], failed(into[0].messages().get(i), "retry-later"));
    }
    // What was in hand when it opened ends, too.
    for (int i = 12, all = into[0].messages().size(); i < all; i++) {
      bench.says(into[0], failed(into[0].messages().get(i), "retry-later"));
    }
    return bench;
  }

  @Test
  void targetThatIsDownGetsOneAttemptEveryWhile() {
    var workers = new FakeWorker[1];
    var bench = down(workers);
    var worker = workers[0];
    int atOnce = worker.messages().size();
    boolean room = bench.delivery.hasRoom();

    bench.passes(Duration.ofSeconds(29));
    int before = worker.messages().size();
    bench.passes(Duration.ofSeconds(2));
    int first = worker.messages().size();
    bench.says(worker, failed(worker.last(), "retry-later"));
    bench.passes(Duration.ofSeconds(20));

    assertThat(room).isFalse();
    assertThat(before).isEqualTo(atOnce);
    assertThat(first).isEqualTo(atOnce + 1);
    assertThat(worker.messages()).hasSize(atOnce + 1);
    assertThat(bench.journal.events).extracting("errorKind").contains("target-down");
    assertThat(bench.journal.lines).anyMatch(line -> line.text().contains("seems to be down"));
  }

  @Test
  void whenItAnswersAgainTheRateDoublesFromOne() {
    var workers = new FakeWorker[1];
    var bench = down(workers);
    var worker = workers[0];
    int sent = worker.messages().size();
    bench.passes(Duration.ofSeconds(31));

    var rounds = new java.util.ArrayList<Integer>();
    for (int round = 0; round < 4; round++) {
      int now = worker.messages().size();
      rounds.add(now - sent);
      var inHand = worker.messages().subList(sent, now);
      sent = now;
      inHand.forEach(message -> bench.says(worker, done(message)));
    }

    assertThat(rounds.getFirst()).isEqualTo(1);
    assertThat(rounds).isSorted();
    assertThat(rounds.get(1)).isLessThanOrEqualTo(2);
    assertThat(bench.journal.lines).anyMatch(line -> line.text().contains("answers again"));
  }

  @Test
  void troubleOfOneKeyIsItsOwn() {
    var bench = new Bench(step(), LIMITS);
    var worker = bench.worker("w1", 50);
    bench.fetched(record(0, "bad", "1"));

    for (int i = 0; i < 15; i++) {
      bench.says(worker, failed(worker.last(), "retry-later"));
      bench.passes(Duration.ofMillis(1_100));
    }
    bench.fetched(record(1, "good", "2"));

    assertThat(worker.bodies()).contains("2");
  }

  @Test
  void askedToTryNowItProbesAtOnce() {
    var workers = new FakeWorker[1];
    var bench = down(workers);
    int before = workers[0].messages().size();

    bench.delivery.retryNow(Set.of());
    bench.delivery.dispatch();

    assertThat(workers[0].messages()).hasSize(before + 1);
  }

  @Test
  void stoppedRetriesEndWhatIsDueToo() {
    var workers = new FakeWorker[1];
    var bench = down(workers);
    int tried = workers[0].messages().size();
    bench.passes(Duration.ofSeconds(5));

    bench.delivery.stopRetrying(Set.of());
    bench.delivery.dispatch();

    assertThat(bench.commit())
        .hasSize(tried)
        .allMatch(one -> ((Ending.Dead) one.ending()).kind().equals("stopped"));
  }
}
