package io.tributary.runner.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.steps.StepAssignment.Workers;
import io.tributary.runner.delivery.Timepiece;
import io.tributary.runner.steps.Scaling.Load;
import io.tributary.runner.steps.Scaling.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static final Load NOTHING = new Load(0, 0, false, 256);
  private static final Load TOO_MUCH = new Load(812, 256, true, 256);

  private long nanos = 1_000_000_000L;
  private final Scaling scaling =
      new Scaling(
          new Scaling.Timing(Duration.ofSeconds(1), Duration.ofSeconds(30)),
          new Timepiece(Clock.systemUTC(), () -> nanos));
  private final List<Verdict> verdicts = new ArrayList<>();
  private int places;

  @Test
  void workersDoubleWhileMessagesWaitAndStopAtTheMost() {
    places = 1;

    passes(Duration.ofSeconds(5), new Workers(1, 5, 60), TOO_MUCH);

    assertThat(verdicts).extracting(Verdict::workers).containsExactly(2, 4, 5);
    assertThat(verdicts.getFirst().why()).isEqualTo("812 messages wait");
  }

  @Test
  void shortPeakHiresNobody() {
    places = 1;
    var bounds = new Workers(1, 4, 60);

    for (int i = 0; i < 20; i++) {
      passes(Duration.ofMillis(900), bounds, TOO_MUCH);
      passes(Duration.ofMillis(100), bounds, new Load(0, 256, false, 256));
    }

    assertThat(verdicts).isEmpty();
  }

  @Test
  void nobodyIsHiredWhileSomebodyIsOnTheWay() {
    passes(Duration.ofMillis(100), new Workers(2, 8, 60), NOTHING);
    var present = scaling.look(new Workers(2, 8, 60), 2, 1, TOO_MUCH);
    nanos += Duration.ofSeconds(3).toNanos();
    var later = scaling.look(new Workers(2, 8, 60), 2, 1, TOO_MUCH);

    assertThat(present).isEmpty();
    assertThat(later).isEmpty();
  }

  @Test
  void littleToDoLetsOneGoAtATime() {
    places = 4;
    var bounds = new Workers(1, 4, 60);

    passes(Duration.ofSeconds(25), bounds, new Load(0, 10, false, 256));
    int early = places;
    passes(Duration.ofSeconds(8), bounds, new Load(0, 10, false, 256));
    int then = places;
    passes(Duration.ofSeconds(90), bounds, new Load(0, 10, false, 256));

    assertThat(early).isEqualTo(4);
    assertThat(then).isEqualTo(3);
    assertThat(places).isEqualTo(1);
    assertThat(verdicts.getFirst().why()).isEqualTo("little to do for 30 s");
  }

  @Test
  void whoIsHalfBusyStays() {
    places = 2;

    passes(Duration.ofMinutes(2), new Workers(1, 2, 60), new Load(0, 80, false, 256));

    assertThat(places).isEqualTo(2);
  }

  @Test
  void stepWithoutMessagesFallsAsleepAndTheNextMessageWakesItAtOnce() {
    places = 1;
    var bounds = new Workers(0, 3, 60);

    passes(Duration.ofSeconds(59), bounds, NOTHING);
    int early = places;
    passes(Duration.ofSeconds(2), bounds, NOTHING);
    int asleep = places;
    passes(Duration.ofMillis(1), bounds, new Load(1, 0, false, 0));

    assertThat(early).isEqualTo(1);
    assertThat(asleep).isZero();
    assertThat(places).isEqualTo(1);
    assertThat(verdicts.getFirst().why()).isEqualTo("asleep after 60 s without a message");
  }

  @Test
  void slowMessageKeepsItsStepAwake() {
    places = 1;

    passes(Duration.ofMinutes(5), new Workers(0, 1, 60), new Load(0, 1, false, 256));

    assertThat(places).isEqualTo(1);
  }

  @Test
  void otherBoundsCountAtOnce() {
    places = 1;

    passes(Duration.ofMillis(1), Workers.fixed(4), NOTHING);
    int more = places;
    passes(Duration.ofMillis(1), Workers.fixed(2), NOTHING);

    assertThat(more).isEqualTo(4);
    assertThat(places).isEqualTo(2);
  }

  @Test
  void fixedNumberNeedsNoLook() {
    assertThat(scaling.untilNext(Workers.fixed(2), 2)).isEqualTo(Long.MAX_VALUE);
  }

  /** Looks every 100 ms or sooner; whoever is wanted is there at once. */
  private void passes(Duration duration, Workers bounds, Load load) {
    long end = nanos + duration.toNanos();
    while (nanos < end) {
      nanos = Math.min(end, nanos + 100_000_000L);
      var verdict = scaling.look(bounds, places, places, load);
      verdict.ifPresent(verdicts::add);
      places = verdict.map(Verdict::workers).orElse(places);
    }
  }
}
