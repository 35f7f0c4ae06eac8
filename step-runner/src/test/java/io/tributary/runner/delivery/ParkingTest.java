package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.done;
import static io.tributary.runner.delivery.FakeWorker.failed;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.Gaps;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.protocol.Frame;
import io.tributary.protocol.HeaderKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParkingTest {
  private static List<Frame> busy(Frame message, long waitMillis) {
    return List.of(
        failed(message, "retry-later").getFirst().with(HeaderKey.RETRY_AFTER_MS, waitMillis));
  }

  @Test
  void longWaitIsSpentInTheParkedTopic() {
    var bench = new Bench(aStep("work").after("before")).parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"), record(1, "a", "2"));

    bench.says(worker, busy(worker.last(), 60_000));
    var batch = bench.turn();
    bench.passes(Duration.ofSeconds(61));

    assertThat(batch.positions().get(Bench.partition(0)).offset()).isEqualTo(1);
    assertThat(batch.parked().getFirst().copy().attempts()).isEqualTo(1);
    assertThat(batch.parked().getFirst().copy().waitMillis()).isBetween(59_000L, 60_000L);
    assertThat(worker.bodies()).containsExactly("1", "1");
    assertThat(worker.last().header(HeaderKey.ATTEMPT)).contains("2");
  }

  @Test
  void shortWaitParksNothing() {
    var bench = new Bench(aStep("work").after("before")).parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"));

    bench.says(worker, busy(worker.last(), 5_000));

    assertThat(bench.delivery.isCommittable()).isFalse();
  }

  @Test
  void whoTakesOverGoesOnWhereTheOtherStopped() {
    var first = new Bench(aStep("work").after("before")).parking();
    var worker = first.worker("w1", 10);
    first.fetched(record(0, "a", "1"));
    first.says(worker, busy(worker.last(), 60_000));
    var copy = first.turn().parked().getFirst().copy();

    var second = new Bench(aStep("work").after("before"));
    var other = second.worker("w2", 10);
    second.delivery.assigned(
        new Takeover(
            Map.of(Bench.partition(0), Gaps.NONE, Bench.parkedPartition(), Gaps.NONE),
            Map.of(),
            Map.of()));
    second.delivery.fetched(List.of(Bench.copy(copy, 0)));
    second.delivery.caughtUp(Set.of(0));
    second.fetched(record(1, "a", "2"));
    second.passes(Duration.ofSeconds(59));
    var early = other.messages().size();
    second.passes(Duration.ofSeconds(2));
    second.says(other, done(other.last()));

    assertThat(early).isZero();
    assertThat(other.bodies()).containsExactly("1", "2");
    assertThat(other.messages().getFirst().header(HeaderKey.ATTEMPT)).contains("2");
    assertThat(other.messages().getFirst().header(HeaderKey.EXECUTION)).contains("run-0");
    assertThat(second.commit().getFirst().record().topic()).isEqualTo(Bench.TOPIC);
  }

  @Test
  void keysWhoseTargetIsDownDoNotFillTheWindow() {
    var bench = new Bench(aStep("work").after("before").withConcurrency(50)).parking();
    var worker = bench.worker("w1", 50);
    for (int i = 0; i < 8; i++) {
      bench.fetched(record(i, "down", "m" + i));
    }
    bench.says(worker, busy(worker.last(), 9_000));
    boolean full = bench.delivery.hasRoom();

    bench.passes(Duration.ofSeconds(8));
    bench.passes(Duration.ofSeconds(4));
    bench.turn();
    bench.fetched(record(8, "other", "free"));

    assertThat(full).isFalse();
    assertThat(bench.delivery.hasRoom()).isTrue();
    assertThat(worker.bodies()).contains("free");
  }

  @Test
  void bodiesBeyondTheBudgetAreReadAgainWhenTheyAreDue() {
    var bench = new Bench(aStep("work").after("before")).parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "x".repeat(60_000)), record(1, "b", "y".repeat(60_000)));
    worker.messages().forEach(message -> bench.says(worker, busy(message, 60_000)));
    var batch = bench.turn();
    long held = bench.delivery.heldBytes();

    bench.passes(Duration.ofSeconds(61));
    var places = bench.delivery.bodiesToRead();
    int before = worker.messages().size();
    bench.delivery.bodiesRead(
        places.stream()
            .map(
                place ->
                    Bench.copy(batch.parked().get((int) place.offset()).copy(), place.offset()))
            .toList());
    bench.delivery.dispatch();

    assertThat(held).isLessThan(100_000);
    assertThat(places).hasSize(1);
    assertThat(before).isEqualTo(3);
    assertThat(worker.messages()).hasSize(4);
    assertThat(worker.last().body()).hasSize(60_000);
  }

  @Test
  void replayIsTakenOnceWhileItIsKnown() {
    var bench = new Bench(aStep("work").after("before")).parking();
    var worker = bench.worker("w1", 10);

    for (int i = 0; i < 2; i++) {
      var replay = record(i, "a", "again");
      replay
          .headers()
          .add(MessageHeaders.REPLAY, "r1".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      bench.delivery.fetched(List.of(inParked(replay)));
    }
    bench.delivery.dispatch();
    bench.says(worker, done(worker.last()));
    var ended = bench.commit();

    assertThat(worker.messages()).hasSize(1);
    assertThat(ended).hasSize(1);
    assertThat(bench.delivery.waiting()).isZero();
  }

  @Test
  void gapsThatDoNotFitWaitForTheirTurn() {
    var window = new Window(Gaps.NONE);
    var messages =
        IntStream.range(0, 6_000)
            .mapToObj(i -> new Message(record(i, null, "m"), null, 0))
            .toList();
    messages.forEach(window::add);
    for (int i = 1; i < 6_000; i += 2) {
      messages.get(i).finished =
          Finished.ofNothing(messages.get(i).record, java.time.Instant.EPOCH);
    }

    var taken = window.take(10_000, Long.MAX_VALUE);
    var metadata = window.position().metadata();

    assertThat(metadata.length()).isBetween(Gaps.LIMIT - 10, Gaps.LIMIT);
    assertThat(taken).hasSizeBetween(1_000, 1_400);
    assertThat(Gaps.read(0, metadata).orElseThrow().ended()).hasSameSizeAs(taken);
    assertThat(messages.get(5_999).leaving).isFalse();
  }

  private static org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> inParked(
      org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]> record) {
    return new org.apache.kafka.clients.consumer.ConsumerRecord<>(
        FakeBroker.PARKED,
        0,
        record.offset(),
        0,
        org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME,
        0,
        0,
        record.key(),
        record.value(),
        record.headers(),
        java.util.Optional.empty());
  }
}
