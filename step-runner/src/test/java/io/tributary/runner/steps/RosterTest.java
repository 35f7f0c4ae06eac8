package io.tributary.runner.steps;

import static io.tributary.runner.support.Assignments.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Workers;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.runner.delivery.Crew;
import io.tributary.runner.delivery.DeliveryLimits;
import io.tributary.runner.delivery.Journal;
import io.tributary.runner.delivery.Timepiece;
import io.tributary.runner.delivery.Worker;
import io.tributary.runner.support.Assignments;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final Assignments STEP = aStep("work").after("before");
  private static final ImageDigest OTHER = new ImageDigest("sha256:" + "1".repeat(64));

  private long nanos = 1_000_000_000L;
  private final Timepiece time = new Timepiece(Clock.systemUTC(), () -> nanos);
  private final List<String> lines = new ArrayList<>();
  private final FakeStaff staff = new FakeStaff();
  private final List<FakeStaff> staffs = new ArrayList<>();
  private StepAssignment newest = STEP.build();
  private final Crew crew =
      new Crew(STEP.build().step(), DeliveryLimits.DEFAULT, time, new Lines());

  @Test
  void stepBeginsWithTheLeastNumber() {
    roster(STEP.withWorkers(new Workers(2, 5, 60)));

    assertThat(staff.places()).isEqualTo(2);
  }

  @Test
  void outdatedWorkersGoOneByOneAndOnlyWhenTheNextOneIsReady() {
    var roster = roster(STEP.withWorkers(2));
    var old = List.of(arrives(), arrives());

    adjusts(roster, STEP.withWorkers(2).image(OTHER).inRevision(2));
    look(roster, 0);
    look(roster, 0);
    long drainedEarly = old.stream().filter(Told::drained).count();
    int placesEarly = staff.places();
    arrives();
    look(roster, 0);
    long drainedThen = old.stream().filter(Told::drained).count();
    arrives();
    look(roster, 0);

    assertThat(drainedEarly).isZero();
    assertThat(placesEarly).isEqualTo(3);
    assertThat(drainedThen).isEqualTo(1);
    assertThat(old).allMatch(Told::drained);
    assertThat(staff.places()).isEqualTo(2);
    assertThat(lines).allMatch(line -> line.contains("are replaced: revision 2"));
  }

  @Test
  void versionThatDoesNotStartTakesNobodysPlace() {
    var roster = roster(STEP.withWorkers(1));
    var old = arrives();

    adjusts(roster, STEP.image(OTHER).inRevision(2));
    for (int i = 0; i < 100; i++) {
      passes(roster, Duration.ofSeconds(1));
    }

    assertThat(old.drained()).isFalse();
    assertThat(staff.places()).isEqualTo(2);
  }

  @Test
  void otherNumbersReplaceNobody() {
    var roster = roster(STEP.withWorkers(2));
    var present = List.of(arrives(), arrives());

    adjusts(roster, STEP.withWorkers(2).withConcurrency(3).inRevision(2));
    look(roster, 0);

    assertThat(present).noneMatch(Told::drained);
    assertThat(lines).isEmpty();
  }

  @Test
  void whoIsOnTheWayIsGivenUpFirst() {
    var roster = roster(STEP.withWorkers(2));
    var present = arrives();

    adjusts(roster, STEP.withWorkers(1).inRevision(2));
    look(roster, 0);

    assertThat(present.drained()).isFalse();
    assertThat(staff.places()).isEqualTo(1);
    assertThat(lines).containsExactly("workers 2 → 1: it has 1 at most");
  }

  @Test
  void sleepIsToldWithItsReasonAndEndsWithTheNextMessage() {
    var roster = roster(STEP.withWorkers(new Workers(0, 2, 60)));
    look(roster, 3);
    var only = arrives();
    for (int i = 0; i < 62; i++) {
      passes(roster, Duration.ofSeconds(1));
    }
    boolean asleep = only.drained();
    crew.left(only);

    look(roster, 1);

    assertThat(asleep).isTrue();
    assertThat(staff.places()).isEqualTo(1);
    assertThat(lines)
        .containsExactly(
            "workers 0 → 1: woken: 3 messages wait",
            "workers 1 → 0: asleep after 60 s without a message",
            "workers 0 → 1: woken: 1 message waits");
  }

  @Test
  void workersOfTheEditionBeforeStayUntilItsMessagesAreDone() {
    var first = STEP.withWorkers(1);
    var roster = roster(first);
    var old = arrives();

    adjusts(roster, first.image(OTHER).inRevision(2).since(2, first));
    look(roster, 0);
    int hired = staffs.getLast().places();
    boolean goneAtOnce = old.drained();
    for (int i = 0; i < 7; i++) {
      passes(roster, Duration.ofSeconds(1));
    }

    assertThat(hired).isEqualTo(1);
    assertThat(goneAtOnce).isFalse();
    assertThat(old.drained()).isTrue();
    assertThat(lines)
        .containsExactly(
            "workers of revision 1, tributary/transform@1.0.0, 1 → 0: asleep after 5 s without a"
                + " message");
  }

  @Test
  void lateMessageOfAnEarlierEditionHasAWorkerComeForIt() {
    var first = STEP.withWorkers(1);
    var second = first.image(OTHER).inRevision(2).since(2, first);
    var roster = roster(second);
    var early = newest.editions().earlier().getFirst();

    roster.look(Map.of(newest, 0, early, 1), false);

    assertThat(staffs).hasSize(2);
    assertThat(staffs.getLast().arriving).containsExactly(early);
  }

  @Test
  void goingBackToTheWorkBeforeTakesItsWorkers() {
    var first = STEP.withWorkers(1);
    var second = first.image(OTHER).inRevision(2).since(2, first);
    var roster = roster(first);
    var old = arrives();
    adjusts(roster, second);
    var other = arrives(staffs.getLast());

    adjusts(roster, first.inRevision(3).since(3, second.since(2), first));
    for (int i = 0; i < 7; i++) {
      passes(roster, Duration.ofSeconds(1));
    }

    assertThat(old.drained()).isFalse();
    assertThat(other.drained()).isTrue();
    assertThat(staffs).hasSize(2);
  }

  @Test
  void whyNobodyMoreComesIsToldOnceUntilSomebodyDoes() {
    var roster = roster(STEP.withWorkers(2));
    arrives();

    roster.noRoom("the quota");
    look(roster, 0);
    roster.noRoom("the quota");
    arrives();
    look(roster, 0);
    roster.noRoom("the quota");

    assertThat(lines)
        .containsExactly("workers stay at 1: the quota", "workers stay at 2: the quota");
  }

  private Roster roster(Assignments step) {
    var assignment = step.build();
    staff.assignment = assignment;
    newest = assignment;
    return new Roster(
        assignment,
        crew,
        edition -> {
          var next = staffs.isEmpty() ? staff : new FakeStaff();
          next.assignment = edition;
          staffs.add(next);
          return next;
        },
        new Lines(),
        StepSettings.DEFAULT.scaling(),
        time);
  }

  private void adjusts(Roster roster, Assignments step) {
    newest = step.build();
    roster.adjust(newest);
  }

  private void look(Roster roster, int ready) {
    roster.look(Map.of(newest, ready), false);
  }

  private void passes(Roster roster, Duration duration) {
    nanos += duration.toNanos();
    look(roster, 0);
  }

  private Told arrives() {
    return arrives(staff);
  }

  private Told arrives(FakeStaff staff) {
    var worker = new Told("w" + nanos++, staff.arriving.remove());
    staff.present.add(worker);
    crew.joined(worker);
    return worker;
  }

  /** Places only; who comes is the test's word. */
  private static final class FakeStaff implements Staffing.Staff {
    private final ArrayDeque<StepAssignment> arriving = new ArrayDeque<>();
    private final List<Worker> present = new ArrayList<>();
    private StepAssignment assignment = STEP.build();

    @Override
    public void hire() {
      arriving.add(assignment);
    }

    @Override
    public void release(Worker worker) {
      present.remove(worker);
    }

    @Override
    public boolean recall() {
      return arriving.poll() != null;
    }

    @Override
    public int places() {
      return arriving.size() + present.size();
    }

    @Override
    public void change(StepAssignment next) {
      assignment = next;
    }

    @Override
    public void retire() {}

    @Override
    public void close() {}
  }

  private record Told(String name, StepAssignment assignment, List<FrameType> frames)
      implements Worker {
    Told(String name, StepAssignment assignment) {
      this(name, assignment, new ArrayList<>());
    }

    boolean drained() {
      return frames.contains(FrameType.DRAIN);
    }

    @Override
    public int credits() {
      return 256;
    }

    @Override
    public void send(Frame frame) {
      frames.add(frame.type());
    }

    @Override
    public void renewConnection() {}

    @Override
    public void end(String why) {}
  }

  private final class Lines implements Journal {
    @Override
    public void tell(StepEvent event) {}

    @Override
    public void log(LogLine line) {
      lines.add(line.text());
    }
  }
}
