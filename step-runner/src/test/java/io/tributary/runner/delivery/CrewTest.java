package io.tributary.runner.delivery;

import static io.tributary.runner.delivery.Bench.record;
import static io.tributary.runner.delivery.FakeWorker.done;
import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.runner.delivery.Ending.Dead;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrewTest {

  @Test
  void messagesOfADeadWorkerGoToAnotherOneAtOnce() {
    var bench = new Bench(aStep("work").after("before"));
    var first = bench.worker("w1", 10);
    bench.fetched(record(0, "a", "1"), record(1, "b", "2"));
    var second = bench.worker("w2", 10);

    bench.dies(first);

    assertThat(second.bodies()).containsExactly("1", "2");
    assertThat(second.last().header(HeaderKey.ATTEMPT)).contains("2");
  }

  @Test
  void whatCanBeGivenAtOnceIsHandedOverTogether() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);

    bench.fetched(record(0, "a", "1"), record(1, "b", "2"), record(2, "c", "3"));

    assertThat(worker.bodies()).containsExactly("1", "2", "3");
    assertThat(worker.handOvers).isEqualTo(1);
  }

  @Test
  void messageThatKillsFiveWorkersIsDeadAndItsNeighboursAreNot() {
    var bench = new Bench(aStep("work").after("before"));
    bench.fetched(record(0, null, "poison"), record(1, null, "good"));

    for (int i = 0; i < 12 && bench.delivery.waiting() > 0; i++) {
      var worker = bench.worker("w" + i, 10);
      bench.delivery.dispatch();
      while (worker.bodies().contains("good") && !worker.bodies().contains("poison")) {
        bench.says(worker, done(worker.last()));
      }
      bench.dies(worker);
    }
    var last = bench.worker("last", 10);
    bench.delivery.dispatch();
    last.messages().forEach(message -> bench.says(last, done(message)));
    var ended = bench.commit();

    assertThat(ended.getFirst().ending())
        .isEqualTo(
            new Dead(
                "worker-crashed", "WorkerLost", "5 workers were lost while they had this message"));
    assertThat(ended.getLast().ending()).isInstanceOf(Ending.Emitted.class);
  }

  @Test
  void suspectsAreSentAloneSideBySideByHalfOfTheWorkers() {
    var bench = new Bench(aStep("work").after("before"));
    bench.fetched(record(0, null, "s0"), record(1, null, "s1"), record(2, null, "s2"));
    twoDeathsInCompany(bench);
    bench.fetched(record(3, null, "fresh"));
    var workers =
        List.of(
            bench.worker("w1", 10),
            bench.worker("w2", 10),
            bench.worker("w3", 10),
            bench.worker("w4", 10));

    bench.delivery.dispatch();

    assertThat(workers.stream().map(FakeWorker::bodies))
        .containsExactlyInAnyOrder(
            List.of("s0"), List.of("s1"), List.of("fresh"), List.<String>of());
    var alone = workers.stream().filter(one -> one.bodies().equals(List.of("s0"))).toList();
    bench.says(alone.getFirst(), done(alone.getFirst().last()));
    bench.delivery.dispatch();
    assertThat(alone.getFirst().bodies()).as("the next one").containsExactly("s0", "s2");
  }

  @Test
  void whoWasOnlyInCompanyGoesBeforeWhoDiedAlone() {
    var bench = new Bench(aStep("work").after("before"));
    bench.fetched(record(0, null, "poison"), record(1, null, "s1"));
    twoDeathsInCompany(bench);
    var first = bench.worker("first", 10);
    bench.delivery.dispatch();
    assertThat(first.bodies()).containsExactly("poison");

    bench.dies(first);

    var second = bench.worker("second", 10);
    bench.delivery.dispatch();
    assertThat(second.bodies()).containsExactly("s1");
    bench.says(second, done(second.last()));
    bench.delivery.dispatch();
    assertThat(second.bodies()).containsExactly("s1", "poison");
  }

  private static void twoDeathsInCompany(Bench bench) {
    for (int death = 0; death < 2; death++) {
      var worker = bench.worker("doomed" + death, 10);
      bench.delivery.dispatch();
      bench.dies(worker);
    }
  }

  @Test
  void hostThatSpeaksOfWhatItDoesNotHaveIsEnded() {
    var bench = new Bench(aStep("work").after("before"));
    var honest = bench.worker("w1", 1);
    bench.fetched(record(0, null, "1"));
    var hostile = bench.worker("w2", 1);

    bench.says(hostile, List.of(Frame.of(FrameType.EMIT, honest.last().id()).withBody("{}")));
    bench.says(honest, done(honest.last()));

    assertThat(hostile.endedBecause).contains("which it does not have");
    assertThat(honest.endedBecause).isNull();
    assertThat(((Ending.Emitted) bench.commit().getFirst().ending()).outputs()).hasSize(1);
  }

  @Test
  void hostThatEmitsAfterDoneIsEnded() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 1);
    bench.fetched(record(0, null, "1"));
    var message = worker.last();

    bench.says(worker, done(message));
    bench.says(worker, List.of(Frame.of(FrameType.EMIT, message.id()).withBody("{}")));

    assertThat(worker.endedBecause).contains("EMIT about message");
  }

  @Test
  void hostThatTalksOutOfTurnIsEnded() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 1);

    bench.says(worker, List.of(Frame.of(FrameType.READY).with(HeaderKey.CREDITS, 5)));

    assertThat(worker.endedBecause).contains("READY in the middle of the work");
  }

  @Test
  void messageBeyondItsTimeIsCancelledAndThenItsWorkerIsEnded() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 2);
    bench.fetched(record(0, null, "hangs"));

    bench.passes(Duration.ofSeconds(31));
    var cancelled = worker.told.getLast().type();
    var early = worker.endedBecause;
    bench.passes(Duration.ofSeconds(6));
    bench.dies(worker);
    var next = bench.worker("w2", 2);
    bench.passes(Duration.ofSeconds(2));

    assertThat(cancelled).isEqualTo(FrameType.CANCEL);
    assertThat(early).isNull();
    assertThat(worker.endedBecause).contains("did not end a message that was cancelled");
    assertThat(next.bodies()).containsExactly("hangs");
  }

  @Test
  void neighboursOfAHungMessageAreInnocent() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 2);
    bench.fetched(record(0, null, "hangs"));
    bench.passes(Duration.ofSeconds(30));
    bench.fetched(record(1, null, "good"));

    bench.passes(Duration.ofSeconds(6));
    bench.dies(worker);
    var next = bench.worker("w2", 2);
    bench.delivery.dispatch();

    assertThat(next.bodies()).containsExactly("good");
  }

  @Test
  void logIsHarmlessAndBounded() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 1);
    bench.fetched(record(7, null, "1"));
    var line = Frame.of(FrameType.LOG, worker.last().id()).with(HeaderKey.LEVEL, "error");

    bench.says(worker, List.of(line.withBody("a\u001b[31m\nb")));
    for (int i = 0; i < 20; i++) {
      bench.says(worker, List.of(line.withBody("x".repeat(100))));
    }
    bench.passes(Duration.ofSeconds(2));
    bench.says(worker, List.of(line.withBody("again")));

    assertThat(bench.journal.lines.getFirst().text()).isEqualTo("a\\u001b[31m\\nb");
    assertThat(bench.journal.lines.getFirst().execution()).isEqualTo("run-7");
    assertThat(bench.journal.lines).hasSizeLessThan(12);
    assertThat(bench.journal.lines).anyMatch(said -> said.text().endsWith(" bytes dropped"));
    assertThat(bench.journal.lines.getLast().text()).isEqualTo("again");
  }

  @Test
  void noMessageIsToBlameWhereALeaseIsTakenBack() {
    var bench = new Bench(aStep("work").after("before"));
    bench.fetched(record(0, null, "1"));

    for (int i = 0; i < 7; i++) {
      var worker = bench.worker("w" + i, 10);
      bench.delivery.dispatch();
      bench.crew.takenBack(worker);
      bench.says(worker, done(worker.last()));
      bench.dies(worker);
    }
    var last = bench.worker("last", 10);
    bench.delivery.dispatch();
    bench.says(last, done(last.last()));

    assertThat(bench.commit())
        .singleElement()
        .satisfies(one -> assertThat(one.ending()).isInstanceOf(Ending.Emitted.class));
  }

  @Test
  void workerWithoutItsLeaseGetsNothingMore() {
    var bench = new Bench(aStep("work").after("before"));
    var worker = bench.worker("w1", 10);

    bench.crew.takenBack(worker);
    bench.fetched(record(0, null, "1"));

    assertThat(worker.messages()).isEmpty();
  }

  @Test
  void lastWordsStandInTheStepsLogAsTheWorkers() {
    var bench = new Bench(aStep("work").after("before"));

    bench.crew.lastWords("w1", List.of("ended with 134", "SIGABRT"));

    assertThat(bench.journal.lines).extracting("worker").containsOnly("w1");
    assertThat(bench.journal.lines).extracting("level").containsOnly("error");
    assertThat(bench.journal.lines).extracting("text").containsExactly("ended with 134", "SIGABRT");
  }
}
