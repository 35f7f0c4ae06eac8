package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.delivery.Ending.Dead;
import io.tributary.runner.support.Assignments;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  @Test
  void keysSnapshotIsCommittedWithItsMessageAndSeenByTheNextOne() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"), record(1, "a", "2"), record(2, "b", "3"));

    leaves(bench, worker, "key", "{\"seen\":1}");
    var batch = bench.delivery.takeBatch().orElseThrow();

    assertThat(batch.snapshots()).containsExactly(new Snapshot("key/a", "{\"seen\":1}"));
    assertThat(worker.last().bodyText()).isEqualTo("2");
    assertThat(worker.last().header(HeaderKey.SNAPSHOT)).contains("{\"seen\":1}");
    assertThat(worker.messages().get(1).header(HeaderKey.SNAPSHOT)).isEmpty();
  }

  @Test
  void whatWasCommittedIsHandedToTheFirstAttempt() {
    var bench = new Bench(aStep("work"));
    var worker = bench.worker("w1", 10);

    bench.delivery.assigned(new Takeover(Map.of(), Map.of("trigger", "7", "key/a", "8"), Map.of()));
    bench.fetched(record(0, "a", "1"));

    assertThat(worker.last().header(HeaderKey.SNAPSHOT)).contains("7");
  }

  @Test
  void earlierEndNeverReplacesALaterSnapshot() {
    var snapshots = new Snapshots();
    var first = new Snapshots.Left(new Snapshot("trigger", "1"), 0);
    first = new Snapshots.Left(first.snapshot(), snapshots.left(first.snapshot()));
    var second = new Snapshot("trigger", "2");
    var later = new Snapshots.Left(second, snapshots.left(second));

    var written = snapshots.take(List.of(later));
    var afterwards = snapshots.take(List.of(first));

    assertThat(written).containsExactly(second);
    assertThat(afterwards).isEmpty();
    assertThat(snapshots.at("trigger")).isEqualTo("2");
  }

  @Test
  void withoutOrderAKeyHasNoSnapshot() {
    assertThat(kindAfter(aStep("work").after("before").ordering(Ordering.NONE), "{}"))
        .isEqualTo("unsupported");
  }

  @Test
  void snapshotsThatAreTooLargeOrNoJsonAreDeadLetters() {
    assertThat(kindAfter(aStep("work").after("before"), "\"" + "x".repeat(50_000) + "\""))
        .isEqualTo("too-large");
    assertThat(kindAfter(aStep("work").after("before"), "{")).isEqualTo("invalid-output");
  }

  private static String kindAfter(Assignments step, String json) {
    var bench = new Bench(step);
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"));
    leaves(bench, worker, "key", json);
    return ((Dead) bench.commit().getFirst().ending()).kind();
  }

  private static void leaves(Bench bench, FakeWorker worker, String scope, String json) {
    long id = worker.messages().getFirst().id();
    bench.says(
        worker,
        List.of(
            Frame.of(FrameType.SNAPSHOT, id).with(HeaderKey.SCOPE, scope).withBody(json),
            Frame.of(FrameType.DONE, id)));
  }
}
