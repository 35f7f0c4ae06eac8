package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.failed;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.delivery.Ending.Dead;
import io.tributary.runner.delivery.Ending.Emitted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void pageIsCommittedWhileItsAttemptGoesOn() {
    var bench = new Bench(aStep("work").after("before")).parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "all"));
    long id = worker.last().id();

    bench.says(worker, List.of(emit(id, "1"), emit(id, "2"), page(id, "{\"row\":2}")));
    long before = bench.delivery.heldBytes();
    var first = bench.turn();
    bench.says(worker, List.of(emit(id, "3"), Frame.of(FrameType.DONE, id)));
    var last = bench.turn();

    assertThat(texts(first.parked().getFirst().paged())).containsExactly("1", "2");
    assertThat(first.parked().getFirst().copy().cursor()).isEqualTo("{\"row\":2}");
    assertThat(first.parked().getFirst().copy().outputs()).isEqualTo(2);
    assertThat(bench.delivery.heldBytes()).isLessThan(before);
    assertThat(last.messages().getFirst().earlierOutputs()).isEqualTo(2);
    assertThat(texts(((Emitted) last.messages().getFirst().ending()).outputs()))
        .containsExactly("3");
    assertThat(bench.delivery.waiting()).isZero();
    assertThat(bench.delivery.heldBytes()).isZero();
  }

  @Test
  void nextAttemptGoesOnAtTheCursor() {
    var bench = new Bench(aStep("work").after("before")).parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "all"));
    long id = worker.last().id();

    bench.says(worker, List.of(emit(id, "1"), page(id, "1"), emit(id, "lost")));
    bench.dies(worker);
    var next = bench.worker("w2", 10);
    bench.delivery.dispatch();
    long again = next.last().id();
    bench.says(next, List.of(emit(again, "2"), Frame.of(FrameType.DONE, again)));
    var ended = bench.commit();

    assertThat(next.last().header(HeaderKey.CURSOR)).contains("1");
    assertThat(texts(ended.getFirst().paged())).containsExactly("1");
    assertThat(texts(((Emitted) ended.getFirst().ending()).outputs())).containsExactly("2");
  }

  @Test
  void pagesStandAlsoWhereTheMessageIsGivenUp() {
    var bench = new Bench(aStep("work").after("before")).parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "all"));
    long id = worker.last().id();

    bench.says(worker, List.of(emit(id, "1"), page(id, "1"), emit(id, "lost")));
    bench.says(worker, failed(worker.last(), "give-up"));
    var ended = bench.commit();

    assertThat(texts(ended.getFirst().paged())).containsExactly("1");
    assertThat(ended.getFirst().ending()).isInstanceOf(Dead.class);
  }

  @Test
  void workerThatGivesPagesTooFastIsNotReadOn() {
    var limits = Bench.LIMITS;
    var bench =
        new Bench(
                aStep("work").after("before"),
                new DeliveryLimits(
                    8,
                    100_000_000,
                    16_000_000,
                    100,
                    200_000_000,
                    5,
                    limits.grace(),
                    limits.probe(),
                    1_000,
                    1_000,
                    limits.parking(),
                    limits.breaker()),
                new RecordLimits(10_000_000, 1, 1, 1_000_000, 0))
            .parking();
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "all"));
    long id = worker.last().id();
    var readOn = new int[1];

    bench.says(worker, List.of(emit(id, "x".repeat(5_000_000)), page(id, "1")));
    bench.crew.handled(worker, () -> readOn[0]++);
    int early = readOn[0];
    bench.turn();
    bench.crew.tick();

    assertThat(early).isZero();
    assertThat(readOn[0]).isEqualTo(1);
  }

  @Test
  void withoutAParkedTopicAllIsCommittedWithTheEnd() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "all"));
    long id = worker.last().id();

    bench.says(worker, List.of(emit(id, "1"), page(id, "1")));
    boolean early = bench.delivery.isCommittable();
    bench.says(worker, List.of(emit(id, "2"), Frame.of(FrameType.DONE, id)));

    assertThat(early).isFalse();
    assertThat(texts(((Emitted) bench.commit().getFirst().ending()).outputs()))
        .containsExactly("1", "2");
  }

  private static Frame emit(long id, String body) {
    return Frame.of(FrameType.EMIT, id).withBody(body);
  }

  private static Frame page(long id, String cursor) {
    return Frame.of(FrameType.PAGE, id).withBody(cursor);
  }

  private static List<String> texts(List<Ending.Output> outputs) {
    return outputs.stream()
        .map(output -> new String(output.body(), StandardCharsets.UTF_8))
        .toList();
  }
}
