package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.done;
import static io.tributary.runner.delivery.FakeWorker.failed;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.Gaps;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.runner.delivery.Ending.Dead;
import io.tributary.runner.delivery.Ending.Emitted;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** An event that comes again: nothing comes of it, and nobody works on it. */
class DuplicateTest {
  private final Bench bench = trigger(new SeenIds());

  @Test
  void aDuplicateEndsWithNothingAndReachesNoWorker() {
    var worker = bench.worker("w1", 10);
    bench.fetched(event(0, "a"));
    bench.says(worker, done(worker.last()));
    bench.fetched(event(1, "a"));

    var batch = bench.delivery.takeBatch().orElseThrow();

    assertThat(worker.messages()).hasSize(1);
    assertThat(batch.messages()).hasSize(2);
    var duplicate = (Emitted) batch.messages().getLast().ending();
    assertThat(duplicate.outputs()).isEmpty();
    assertThat(duplicate.reply()).isNotNull();
    assertThat(duplicate.reply().status()).isEqualTo(202);
    assertThat(new String(duplicate.reply().body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"execution\":\"run-1\",\"duplicate\":true}");
    assertThat(batch.seen()).hasSize(1);
    assertThat(batch.seen().getFirst().id()).asString().isEqualTo("a");
  }

  @Test
  void itWaitsForTheFirstAlsoWithoutOrdering() {
    var free = trigger(new SeenIds(), Ordering.NONE);
    var worker = free.worker("w1", 10);
    free.fetched(event(0, "a"), event(1, "a"), event(2, "b"));
    var inHand = worker.messages().size();
    free.says(worker, done(worker.messages().getFirst()));

    assertThat(inHand).isEqualTo(2);
    assertThat(worker.messages()).hasSize(2);
    assertThat(free.commit()).extracting(one -> one.record().offset()).containsExactly(0L, 1L);
  }

  @Test
  void aDeadEventIsTakenToo() {
    var worker = bench.worker("w1", 10);
    bench.fetched(event(0, "a"), event(1, "a"));
    bench.says(worker, failed(worker.last(), "give-up"));

    var ended = bench.commit();

    assertThat(ended.getFirst().ending()).isInstanceOf(Dead.class);
    assertThat(ended.getLast().ending()).isInstanceOf(Emitted.class);
    assertThat(worker.messages()).hasSize(1);
  }

  @Test
  void whatAnEarlierOwnerTookIsTaken() {
    var seen = new SeenIds();
    seen.add("a".getBytes(StandardCharsets.UTF_8), Bench.NOW);
    var next = trigger(seen);
    var worker = next.worker("w1", 10);

    next.fetched(event(0, "a"), event(1, "b"));

    assertThat(worker.messages()).hasSize(1);
    assertThat(next.commit()).hasSize(1);
  }

  @Test
  void aReplayIsNotStopped() {
    var worker = bench.worker("w1", 10);
    bench.fetched(event(0, "a"));
    bench.says(worker, done(worker.last()));
    var again = event(1, "a");
    again.headers().add(MessageHeaders.REPLAY, "r/0".getBytes(StandardCharsets.UTF_8));
    bench.fetched(again);

    assertThat(worker.messages()).hasSize(2);
  }

  @Test
  void manyDuplicatesBehindOneMessageEndTogether() {
    var large = new Bench(aStep("work"), DeliveryLimits.DEFAULT);
    large.delivery.assigned(
        new Takeover(Map.of(Bench.partition(0), Gaps.NONE), Map.of(), Map.of(0, new SeenIds())));
    var worker = large.worker("w1", 10);
    for (int i = 0; i < 10_000; i++) {
      large.fetched(event(i, "a"));
    }
    large.says(worker, done(worker.last()));

    assertThat(large.delivery.ended()).isEqualTo(10_000);
    assertThat(worker.messages()).hasSize(1);
  }

  private static Bench trigger(SeenIds seen) {
    return trigger(seen, Ordering.KEY);
  }

  private static Bench trigger(SeenIds seen, Ordering ordering) {
    var bench = new Bench(aStep("work").ordering(ordering));
    bench.delivery.assigned(
        new Takeover(Map.of(Bench.partition(0), Gaps.NONE), Map.of(), Map.of(0, seen)));
    return bench;
  }

  private static ConsumerRecord<byte[], byte[]> event(long offset, String id) {
    var record = record(offset, id, "{}");
    record.headers().add(MessageHeaders.EVENT_ID, id.getBytes(StandardCharsets.UTF_8));
    return record;
  }
}
