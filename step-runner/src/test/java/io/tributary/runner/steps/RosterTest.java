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
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final Assignments STEP = aStep("work").after("before");
  private static final ImageDigest OTHER = new ImageDigest("sha256:" + "1".repeat(64));

  private long nanos = 1_000_000_000L;
  private final Timepiece time = new Timepiece(Clock.systemUTC(), () -> nanos);
  private final List<String> lines = new ArrayList<>();
  private final FakeStaff staff = new FakeStaff();
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

    roster.adjust(STEP.withWorkers(2).image(OTHER).inRevision(2).build());
    roster.look(0, false);
    roster.look(0, false);
    long drainedEarly = old.stream().filter(Told::drained).count();
    int placesEarly = staff.places();
    arrives();
    roster.look(0, false);
    long drainedThen = old.stream().filter(Told::drained).count();
    arrives();
    roster.look(0, false);

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

    roster.adjust(STEP.image(OTHER).inRevision(2).build());
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

    roster.adjust(STEP.withWorkers(2).withConcurrency(3).inRevision(2).build());
    roster.look(0, false);

    assertThat(present).noneMatch(Told::drained);
    assertThat(lines).isEmpty();
  }

  @Test
  void whoIsOnTheWayIsGivenUpFirst() {
    var roster = roster(STEP.withWorkers(2));
    var present = arrives();

    roster.adjust(STEP.withWorkers(1).inRevision(2).build());
    roster.look(0, false);

    assertThat(present.drained()).isFalse();
    assertThat(staff.places()).isEqualTo(1);
    assertThat(lines).containsExactly("workers 2 → 1: it has 1 at most");
  }

  @Test
  void sleepIsToldWithItsReasonAndEndsWithTheNextMessage() {
    var roster = roster(STEP.withWorkers(new Workers(0, 2, 60)));
    roster.look(3, false);
    var only = arrives();
    for (int i = 0; i < 62; i++) {
      passes(roster, Duration.ofSeconds(1));
    }
    boolean asleep = only.drained();
    crew.left(only);

    roster.look(1, false);

    assertThat(asleep).isTrue();
    assertThat(staff.places()).isEqualTo(1);
    assertThat(lines)
        .containsExactly(
            "workers 0 → 1: woken: 3 messages wait",
            "workers 1 → 0: asleep after 60 s without a message",
            "workers 0 → 1: woken: 1 message waits");
  }

  private Roster roster(Assignments step) {
    var assignment = step.build();
    staff.assignment = assignment;
    return new Roster(assignment, crew, staff, new Lines(), StepSettings.DEFAULT.scaling(), time);
  }

  private void passes(Roster roster, Duration duration) {
    nanos += duration.toNanos();
    roster.look(0, false);
  }

  private Told arrives() {
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
