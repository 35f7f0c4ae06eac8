package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.done;
import static io.tributary.runner.delivery.FakeWorker.failed;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.steps.Gaps;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.delivery.Ending.Dead;
import io.tributary.runner.delivery.Ending.Emitted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  @Test
  void messagesOfOneKeyGoOneAfterTheOther() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);

    bench.fetched(record(0, "a", "1"), record(1, "a", "2"), record(2, "b", "3"));
    var before = worker.bodies();
    bench.says(worker, done(worker.messages().getFirst()));

    assertThat(before).containsExactly("1", "3");
    assertThat(worker.bodies()).containsExactly("1", "3", "2");
  }

  @Test
  void withoutOrderKeysWaitForNobody() {
    var bench = new Bench(aStep("work").after("before").ordering(Ordering.NONE));
    var worker = bench.worker("w1", 10);

    bench.fetched(record(0, "a", "1"), record(1, "a", "2"));

    assertThat(worker.bodies()).containsExactly("1", "2");
  }

  @Test
  void messagesWithoutKeyWaitForNobody() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);

    bench.fetched(record(0, null, "1"), record(1, null, "2"));

    assertThat(worker.bodies()).containsExactly("1", "2");
  }

  @Test
  void whatEndedBeyondAnOpenMessageIsCommittedAsGap() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"), record(1, null, "2"));

    bench.says(worker, done(worker.messages().get(1)));
    var early = bench.delivery.takeBatch().orElseThrow();
    bench.delivery.committed(Receipt.of(0));
    bench.says(worker, done(worker.messages().get(0)));
    var late = bench.delivery.takeBatch().orElseThrow();

    var position = early.positions().get(Bench.partition(0));
    assertThat(position.offset()).isZero();
    assertThat(Gaps.read(0, position.metadata()).orElseThrow().contain(1)).isTrue();
    assertThat(late.positions().get(Bench.partition(0)).offset()).isEqualTo(2);
    assertThat(late.positions().get(Bench.partition(0)).metadata()).isEmpty();
  }

  @Test
  void whatAnEarlierOwnerEndedIsDropped() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    var gaps = Gaps.read(0, Gaps.write(0, List.of(new Gaps.Run(1, 3)))).orElseThrow();

    bench.delivery.assigned(new Takeover(Map.of(Bench.partition(0), gaps), Map.of(), Map.of()));
    bench.fetched(
        record(0, null, "0"), record(1, null, "1"), record(2, null, "2"), record(3, null, "3"));

    assertThat(worker.bodies()).containsExactly("0", "3");
    assertThat(bench.delivery.waiting()).isEqualTo(2);
  }

  @Test
  void concurrencyAndCreditsBoundWhatIsInHand() {
    var bench = new Bench(aStep("work").after("before").withConcurrency(3));
    var first = bench.worker("w1", 2);
    var second = bench.worker("w2", 2);

    for (int i = 0; i < 6; i++) {
      bench.fetched(record(i, null, "m" + i));
    }

    assertThat(first.messages().size() + second.messages().size()).isEqualTo(3);
    assertThat(first.messages()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void whereManyWaitForAWorkerAloneNoMoreAreFetched() {
    var bench = new Bench(aStep("work").after("before"), DeliveryLimits.DEFAULT);
    for (int i = 0; i < 2_048; i++) {
      bench.fetched(record(i, null, "m"));
    }
    var room = bench.delivery.hasRoom();

    bench.worker("w1", 10);
    bench.delivery.dispatch();

    assertThat(room).isFalse();
    assertThat(bench.delivery.hasRoom()).isTrue();
  }

  @Test
  void fullWindowFetchesNoMoreUntilItIsCommitted() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    for (int i = 0; i < 8; i++) {
      bench.fetched(record(i, null, "m"));
    }
    var full = bench.delivery.hasRoom();

    worker.messages().forEach(message -> bench.says(worker, done(message)));
    bench.commit();

    assertThat(full).isFalse();
    assertThat(bench.delivery.hasRoom()).isTrue();
    assertThat(bench.delivery.heldBytes()).isZero();
  }

  @Test
  void retryHoldsItsKeyWhileOthersGoOn() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"), record(1, "a", "2"), record(2, "b", "3"));

    bench.says(worker, failed(worker.messages().getFirst(), "retry-later"));
    bench.passes(Duration.ofMillis(1));
    var waiting = worker.bodies();
    bench.passes(Duration.ofMillis(20));

    assertThat(waiting).containsExactly("1", "3");
    assertThat(worker.bodies()).containsExactly("1", "3", "1");
    assertThat(worker.last().header(HeaderKey.ATTEMPT)).contains("2");
    assertThat(bench.journal.events).extracting("outcome").containsExactly(Outcome.RETRYING);
  }

  @Test
  void everyAttemptCarriesTheSameIdempotencyKey() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"));

    bench.says(worker, failed(worker.last(), "retry-later"));
    bench.passes(Duration.ofMillis(20));

    assertThat(worker.messages()).hasSize(2);
    assertThat(worker.messages())
        .extracting(message -> message.header(HeaderKey.IDEMPOTENCY_KEY).orElseThrow())
        .containsOnly(worker.last().header(HeaderKey.IDEMPOTENCY_KEY).orElseThrow());
  }

  @Test
  void retryAfterIsHonoured() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"));

    bench.says(
        worker,
        List.of(
            failed(worker.last(), "retry-later")
                .getFirst()
                .with(HeaderKey.RETRY_AFTER_MS, 60_000)));
    bench.passes(Duration.ofSeconds(59));
    int early = worker.messages().size();
    bench.passes(Duration.ofSeconds(2));

    assertThat(early).isEqualTo(1);
    assertThat(worker.messages()).hasSize(2);
  }

  @Test
  void spentAttemptsAndGivingUpAreDead() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"), record(1, null, "2"));

    bench.says(worker, failed(worker.messages().get(1), "give-up"));
    for (int i = 0; i < 3; i++) {
      bench.says(
          worker,
          failed(
              worker.messages().stream().filter(m -> m.bodyText().equals("1")).toList().getLast(),
              "retry-later"));
      bench.passes(Duration.ofSeconds(2));
    }

    assertThat(bench.commit())
        .extracting(finished -> ((Dead) finished.ending()).kind())
        .containsExactly("attempts-spent", "give-up");
  }

  @Test
  void tooOldMessageIsDead() {
    var bench =
        new Bench(
            aStep("work")
                .after("before")
                .retrying(new RetryPolicy(1_000, 1, 0.2, 1_000, 5, 0, java.util.Set.of())));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"));

    for (int i = 0; i < 8 && !bench.delivery.isCommittable(); i++) {
      bench.says(worker, failed(worker.last(), "retry-later"));
      bench.passes(Duration.ofSeconds(2));
    }

    assertThat(((Dead) bench.commit().getFirst().ending()).kind()).isEqualTo("too-old");
  }

  @Test
  void refusedConnectionStopsTheStepAndIsProbed() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 1);
    bench.fetched(record(0, null, "1"), record(1, null, "2"));

    bench.says(worker, failed(worker.last(), "connection-refused"));
    bench.passes(Duration.ofSeconds(29));
    int early = worker.messages().size();
    var room = bench.delivery.hasRoom();
    bench.passes(Duration.ofSeconds(2));
    bench.passes(Duration.ofSeconds(2));
    bench.says(worker, failed(worker.last(), "connection-refused"));
    bench.passes(Duration.ofSeconds(31));
    bench.passes(Duration.ofSeconds(2));
    bench.says(worker, done(worker.last()));
    bench.says(worker, done(worker.last()));

    assertThat(early).isEqualTo(1);
    assertThat(room).isFalse();
    assertThat(worker.renewals).isEqualTo(2);
    assertThat(bench.journal.events)
        .extracting("outcome")
        .containsExactly(Outcome.CONNECTION_REFUSED);
    assertThat(bench.commit())
        .allSatisfy(finished -> assertThat(finished.ending()).isInstanceOf(Emitted.class))
        .hasSize(2);
  }

  @Test
  void connectionThatIsNotLentIsToldOnceAndItsMessagesWait() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 1);
    bench.fetched(record(0, null, "1"));

    bench.crew.takenBack(worker);
    bench.delivery.notLent("gone");
    bench.dies(worker);
    bench.delivery.notLent("gone");
    bench.fetched(record(1, null, "2"));
    boolean goesOnFetching = bench.delivery.hasRoom();
    bench.delivery.lent();
    var next = bench.worker("w2", 2);
    bench.delivery.dispatch();
    next.messages().forEach(message -> bench.says(next, done(message)));

    assertThat(bench.journal.events)
        .extracting("outcome", "message", "errorMessage")
        .containsExactly(tuple(Outcome.CONNECTION_REFUSED, "0-0", "ConnectionNotLent: gone"));
    assertThat(bench.journal.lines)
        .extracting("level", "text")
        .containsExactly(
            tuple("error", "the step waits, and so do its messages: gone"),
            tuple("info", "its connection is lent again: the step goes on"));
    assertThat(goesOnFetching).isTrue();
    assertThat(bench.commit()).hasSize(2);
  }

  @Test
  void lostPartitionIsForgottenAndItsLateAnswersDropped() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, 0, "a", "1"), record(1, 0, "a", "2"));

    bench.delivery.dropped(0);
    bench.says(worker, done(worker.messages().get(0)));
    bench.says(worker, done(worker.messages().get(1)));

    assertThat(worker.endedBecause).isNull();
    assertThat(bench.commit())
        .extracting(finished -> finished.record().partition())
        .containsExactly(1);
    assertThat(bench.delivery.heldBytes()).isZero();
  }

  @Test
  void tooMuchOutputIsDeadAndTheWorkerGoesOn() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"), record(1, null, "2"));
    long id = worker.messages().getFirst().id();

    for (int i = 0; i < 5; i++) {
      bench.says(worker, List.of(Frame.of(FrameType.EMIT, id).withBody("{}")));
    }
    bench.says(worker, List.of(Frame.of(FrameType.DONE, id)));
    bench.says(worker, done(worker.messages().get(1)));
    var ended = bench.commit();

    assertThat(((Dead) ended.getFirst().ending()).kind()).isEqualTo("too-large");
    assertThat(ended.getLast().ending()).isInstanceOf(Emitted.class);
    assertThat(worker.endedBecause).isNull();
    assertThat(bench.delivery.heldBytes()).isZero();
  }
}
