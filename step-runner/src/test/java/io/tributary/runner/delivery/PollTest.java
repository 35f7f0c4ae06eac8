package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.failed;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.delivery.Ending.Dead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PollTest {

  @Test
  void tickIsAPollWithTheSnapshotThatThePollBeforeItLeft() {
    var bench = new Bench(aStep("work"));
    var worker = bench.worker("w1", 10);

    bench.fetched(tick(0), tick(1));
    int atOnce = worker.messages().size();
    var first = worker.last();
    bench.says(worker, List.of(snapshot(first, "7"), Frame.of(FrameType.DONE, first.id())));
    var second = worker.last();

    assertThat(atOnce).as("never twice at a time").isEqualTo(1);
    assertThat(first.type()).isEqualTo(FrameType.POLL);
    assertThat(first.body()).isEmpty();
    assertThat(first.header(HeaderKey.KEY)).isEmpty();
    assertThat(first.header(HeaderKey.EXECUTION)).contains("run-0");
    assertThat(first.header(HeaderKey.SNAPSHOT)).isEmpty();
    assertThat(second.header(HeaderKey.EXECUTION)).contains("run-1");
    assertThat(second.header(HeaderKey.SNAPSHOT)).contains("7");
  }

  @Test
  void pollGoesOnAtItsCursorWithItsPagesSnapshot() {
    var bench = new Bench(aStep("work")).parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(tick(0));
    var first = worker.last();

    bench.says(
        worker,
        List.of(
            Frame.of(FrameType.EMIT, first.id()).withBody("1"),
            snapshot(first, "1"),
            Frame.of(FrameType.PAGE, first.id()).withBody("\"next\""),
            snapshot(first, "2")));
    var batch = bench.turn();
    bench.dies(worker);
    var again = bench.worker("w2", 10);
    bench.delivery.dispatch();

    assertThat(batch.parked()).hasSize(1);
    assertThat(batch.snapshots()).containsExactly(new Snapshot("trigger", "1"));
    assertThat(again.last().type()).isEqualTo(FrameType.POLL);
    assertThat(again.last().header(HeaderKey.CURSOR)).contains("\"next\"");
    assertThat(again.last().header(HeaderKey.SNAPSHOT)).contains("1");
  }

  @Test
  void pollThatIsGivenUpIsADeadLetterAndTheNextOneComesAnyway() {
    var bench = new Bench(aStep("work"));
    var worker = bench.worker("w1", 10);
    bench.fetched(tick(0), tick(1));

    bench.says(worker, failed(worker.last(), "give-up"));

    assertThat(bench.commit().getFirst().ending()).isInstanceOf(Dead.class);
    assertThat(worker.last().header(HeaderKey.EXECUTION)).contains("run-1");
  }

  @Test
  void whatAPollFindsIsFreeOfTheTicksKey() {
    var published =
        PublicationTest.publication(aStep("work"))
            .of(PublicationTest.finished(tick(0), PublicationTest.emitted("1")));

    assertThat(published.records().getFirst().key()).isNull();
  }

  private static ConsumerRecord<byte[], byte[]> tick(long offset) {
    var record = record(offset, "work", "{\"scheduledAt\":\"2026-11-23T12:00:00Z\"}");
    record
        .headers()
        .add(MessageHeaders.CE_TYPE, MessageHeaders.TICK.getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static Frame snapshot(Frame poll, String json) {
    return Frame.of(FrameType.SNAPSHOT, poll.id()).with(HeaderKey.SCOPE, "trigger").withBody(json);
  }
}
