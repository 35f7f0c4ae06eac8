package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.done;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.contracts.steps.StepAssignment.Rate;
import io.tributary.contracts.steps.StepAssignment.State;
import io.tributary.protocol.FrameType;
import io.tributary.runner.support.Assignments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AdjustingTest {
  private static final Assignments STEP = aStep("work").after("before");
  private static final ImageDigest OTHER = new ImageDigest("sha256:" + "1".repeat(64));

  @Test
  void numbersAdjustWorkReplacesRoadRestarts() {
    var before = STEP.build();

    assertThat(Change.between(before, STEP.inRevision(2).withConcurrency(3).build()))
        .isEqualTo(Change.ADJUST);
    assertThat(Change.between(before, STEP.rated(new Rate(1, 1_000)).carrying("a").build()))
        .isEqualTo(Change.ADJUST);
    assertThat(Change.between(before, STEP.image(OTHER).build())).isEqualTo(Change.REPLACE);
    assertThat(Change.between(before, STEP.ordering(Ordering.NONE).build()))
        .isEqualTo(Change.RESTART);
    assertThat(Change.between(before, aStep("work").after("other").build()))
        .isEqualTo(Change.RESTART);
    assertThat(Change.between(before, STEP.in(State.PAUSED).build())).isEqualTo(Change.RESTART);
  }

  @Test
  void outputsCarryTheRevisionThatTheirAttemptBeganWith() {
    var bench = new Bench(STEP.withConcurrency(1));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"), record(1, null, "2"));

    bench.delivery.adjust(STEP.withConcurrency(1).inRevision(2).build());
    bench.says(worker, done(worker.last()));
    bench.says(worker, done(worker.last()));
    var revisions = bench.commit().stream().map(one -> revisionOf(bench, one)).toList();

    assertThat(revisions).containsExactly("1", "2");
  }

  @Test
  void moreConcurrencyCountsAtOnce() {
    var bench = new Bench(STEP.withConcurrency(1));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"), record(1, null, "2"), record(2, null, "3"));
    int before = worker.messages().size();

    bench.delivery.adjust(STEP.withConcurrency(2).build());
    bench.delivery.dispatch();

    assertThat(before).isEqualTo(1);
    assertThat(worker.messages()).hasSize(2);
  }

  @Test
  void attemptOfAnOutdatedWorkerBelongsToTheVersionItWasMadeFor() {
    var bench = new Bench(STEP);
    var old = bench.worker("w1", 10);
    bench.delivery.adjust(STEP.image(OTHER).inRevision(2).build());

    bench.fetched(record(0, null, "1"));
    bench.says(old, done(old.last()));

    assertThat(revisionOf(bench, bench.commit().getFirst())).isEqualTo("1");
  }

  @Test
  void messageEndsOnTheRevisionItBeganWith() {
    var first = STEP.reading("form");
    var second = STEP.image(OTHER).inRevision(2).since(2, first);
    var bench = new Bench(second);
    var newer = bench.worker("w2", 10);
    var older = new FakeWorker("w1", first.build(), 10);
    bench.crew.joined(older);

    bench.fetched(of(1, record(0, null, "1")), of(2, record(1, null, "2")));
    bench.says(older, done(older.last()));
    bench.says(newer, done(newer.last()));
    var ended = bench.commit();

    assertThat(older.bodies()).containsExactly("1");
    assertThat(newer.bodies()).containsExactly("2");
    assertThat(ended).extracting(one -> revisionOf(bench, one)).containsExactly("1", "2");
    assertThat(ended)
        .extracting(one -> one.under() == null ? null : one.under().image())
        .containsExactly(first.build().image(), OTHER);
  }

  @Test
  void messageOfAnEarlierEditionWaitsForItsWorkerAndHoldsUpNobodyElse() {
    var bench = new Bench(STEP.image(OTHER).inRevision(2).since(2, STEP));
    var newer = bench.worker("w2", 10);

    bench.fetched(of(1, record(0, "a", "1")), of(2, record(1, "a", "2")));
    bench.fetched(of(2, record(2, "b", "3")));
    var demand = bench.delivery.ready();

    assertThat(newer.bodies()).containsExactly("3");
    assertThat(demand.get(bench.assignment.editions().earlier().getFirst())).isEqualTo(1);
  }

  @Test
  void messageOfARevisionThatTheStepWasNotToldOfWaitsForTheWord() {
    var bench = new Bench(STEP);
    var worker = bench.worker("w1", 10);
    bench.fetched(of(2, record(0, null, "1")));
    int before = worker.messages().size();

    bench.delivery.adjust(STEP.inRevision(2).build());
    bench.delivery.dispatch();

    assertThat(before).isZero();
    assertThat(worker.bodies()).containsExactly("1");
  }

  @Test
  void whatBeganBeforeTheStepOrAfterItsRoadWasClosedIsPassed() {
    var bench = new Bench(STEP.inRevision(3).since(2).closed());
    var worker = bench.worker("w1", 10);

    bench.fetched(of(1, record(0, "a", "1")), of(4, record(1, "a", "2")), of(3, record(2, "a", "3")));
    bench.says(worker, done(worker.last()));
    int waiting = bench.delivery.waiting();
    var batch = bench.delivery.takeBatch().orElseThrow();

    assertThat(worker.bodies()).containsExactly("3");
    assertThat(waiting).isEqualTo(1);
    assertThat(batch.messages()).hasSize(1);
    assertThat(batch.positions().get(Bench.partition(0)).offset()).isEqualTo(3);
  }

  @Test
  void whatIsGivenUpGoesWhereItsOwnRevisionSays() {
    var branched = STEP.withErrorBranch().inRevision(2).since(2, STEP);
    var bench = new Bench(branched);
    var worker = bench.worker("w1", 10);
    bench.fetched(of(1, record(0, null, "1")), of(2, record(1, null, "2")));

    for (var message : worker.messages()) {
      bench.says(worker, FakeWorker.failed(message, "give-up"));
    }
    var published = new Publication(bench.assignment, Bench.RECORDS, _ -> new byte[0]);
    var topics =
        bench.commit().stream().map(one -> published.of(one).records().getFirst().topic()).toList();

    assertThat(topics).containsExactly("flow.flow0001.dead", "flow.flow0001.work.errors");
  }

  @Test
  void whoDrainsEndsWhatItHasAndGetsNothingNew() {
    var bench = new Bench(STEP);
    var leaver = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"), record(1, "a", "2"));

    var drained = bench.crew.drainOne(bench.assignment);
    var other = bench.worker("w2", 10);
    bench.says(leaver, done(leaver.last()));
    bench.passes(Duration.ofMillis(1));

    assertThat(drained).containsSame(leaver);
    assertThat(leaver.told.getLast().type()).isEqualTo(FrameType.DRAIN);
    assertThat(leaver.bodies()).containsExactly("1");
    assertThat(other.bodies()).containsExactly("2");
  }

  @Test
  void whoDrainsAndDoesNotGoIsEnded() {
    var bench = new Bench(STEP);
    var leaver = bench.worker("w1", 10);
    bench.crew.drainOne(bench.assignment);

    bench.passes(Duration.ofMillis(1));
    var early = leaver.endedBecause;
    bench.passes(Duration.ofSeconds(6));

    assertThat(early).isNull();
    assertThat(leaver.endedBecause).contains("did not go");
  }

  @Test
  void spentRateDelaysAndFailsNothing() {
    var bench = new Bench(STEP.rated(new Rate(2, 1_000)));
    var worker = bench.worker("w1", 10);
    bench.fetched(record(0, null, "1"), record(1, null, "2"), record(2, null, "3"));
    int first = worker.messages().size();

    bench.passes(Duration.ofMillis(900));
    int early = worker.messages().size();
    long wait = bench.delivery.untilNextTask();
    bench.passes(Duration.ofNanos(wait));

    assertThat(first).isEqualTo(2);
    assertThat(early).isEqualTo(2);
    assertThat(wait).isBetween(1_000_000L, 200_000_000L);
    assertThat(worker.bodies()).containsExactly("1", "2", "3");
    assertThat(bench.journal.events).isEmpty();
    assertThat(bench.delivery.isSaturated()).isFalse();
  }

  private static ConsumerRecord<byte[], byte[]> of(
      int revision, ConsumerRecord<byte[], byte[]> record) {
    record
        .headers()
        .add(
            MessageHeaders.FLOW_REVISION,
            Integer.toString(revision).getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static String revisionOf(Bench bench, Finished finished) {
    var published = new Publication(bench.assignment, Bench.RECORDS, _ -> new byte[0]).of(finished);
    var header = published.records().getFirst().headers().lastHeader("tributary-flow-revision");
    return new String(header.value(), StandardCharsets.UTF_8);
  }
}
