package io.tributary.runtime.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.ActsFor;
import io.tributary.runtime.hooks.Backlogs;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.quotas.MessageQuota;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.StoppedOrganizations;
import io.tributary.runtime.topics.BrokerAway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks over a real database; what stands in their way is played. */
@Timeout(120)
@ActsFor("acme")
class MakeTicksIT {
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final StepName FEED = new StepName("feed");
  private static final Timing DAILY = Timing.parse("every 1d");
  private static final int LIMIT = 100;

  private final RealPostgres postgres = RealPostgres.empty();
  private final PostgresSchedules schedules = new PostgresSchedules(postgres.database());
  private final PlayedTicks ticks = new PlayedTicks();
  private final Set<Tick> open = new HashSet<>();
  private final StoppedOrganizations organizations = new StoppedOrganizations();
  private long waiting;
  private boolean usedUp;

  @Test
  void aTickIsMadeAtOnceAndThenInItsTime() {
    begin(FLOW, DAILY);

    scheduler().make();
    scheduler().make();

    var schedule = schedules.ofFlow(FLOW).orElseThrow();
    assertThat(ticks.written).hasSize(1);
    var tick = ticks.written.element();
    assertThat(tick.revision()).isEqualTo(1);
    assertThat(schedule.last()).contains(tick.at());
    assertThat(schedule.next()).isEqualTo(tick.at().plus(Duration.ofDays(1)));
  }

  @Test
  void twoSchedulersGiveEachOfAThousandTicksOnce() throws Exception {
    int flows = 50;
    for (int i = 0; i < flows; i++) {
      begin(flow(i), DAILY);
    }
    var two = List.of(scheduler(), scheduler());
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (int round = 1; round <= 20; round++) {
        postgres.raw().sql("update runtime.schedules set next_at = now()").update();
        var running = new ArrayList<Future<?>>();
        two.forEach(one -> running.add(threads.submit(one::make)));
        for (var one : running) {
          one.get(30, TimeUnit.SECONDS);
        }

        assertThat(ticks.written).hasSize(round * flows);
      }
    }

    assertThat(ticks.written).extracting(Tick::id).doesNotHaveDuplicates();
  }

  @Test
  void aCrashBeforeTheDatabaseKnowsWritesTheSameTickAgain() {
    begin(FLOW, DAILY);
    ticks.crashesAfterwards = true;
    assertThatThrownBy(() -> scheduler().make()).isInstanceOf(IllegalStateException.class);
    ticks.crashesAfterwards = false;

    scheduler().make();
    scheduler().make();

    assertThat(ticks.written).hasSize(2);
    assertThat(ticks.written)
        .extracting(Tick::eventId)
        .containsOnly(ticks.written.peek().eventId());
    assertThat(ticks.written).extracting(Tick::id).containsOnly(ticks.written.peek().id());
  }

  @Test
  void ofManyMissedTicksTheNewestIsMade() {
    begin(FLOW, Timing.parse("every 1h"));
    dueSince("interval '5 hours 30 minutes'");
    var began = schedules.ofFlow(FLOW).orElseThrow().next();

    scheduler().make();
    scheduler().make();

    assertThat(ticks.written).extracting(Tick::at).containsExactly(began.plus(Duration.ofHours(5)));
    assertThat(schedules.ofFlow(FLOW).orElseThrow().next())
        .isEqualTo(began.plus(Duration.ofHours(6)));
  }

  @Test
  void ticksWaitForTheOneBeforeThemAndAreThenMadeOnce() {
    begin(FLOW, Timing.parse("every 1h"));
    scheduler().make();
    open.addAll(ticks.written);
    dueSince("interval '150 minutes'");

    scheduler().make();
    var held = schedules.ofFlow(FLOW).orElseThrow().held();
    open.clear();
    scheduler().make();
    int tooSoon = ticks.written.size();
    lookAgain();
    scheduler().make();
    scheduler().make();

    assertThat(held).contains(Obstacle.EARLIER_TICK);
    assertThat(tooSoon).as("it is not asked all the time").isEqualTo(1);
    assertThat(ticks.written).hasSize(2);
    assertThat(schedules.ofFlow(FLOW).orElseThrow().held()).isEmpty();
  }

  @Test
  void anOrganizationThatHasHadItsMessagesGetsTheTickLater() {
    begin(FLOW, DAILY);
    usedUp = true;
    scheduler().make();
    var held = schedules.ofFlow(FLOW).orElseThrow().held();
    int early = ticks.written.size();

    usedUp = false;
    lookAgain();
    scheduler().make();

    assertThat(held).contains(Obstacle.QUOTA);
    assertThat(early).isZero();
    assertThat(ticks.written).hasSize(1);
  }

  @Test
  void aFullFlowGetsNoTick() {
    begin(FLOW, DAILY);
    waiting = LIMIT;
    scheduler().make();
    var held = schedules.ofFlow(FLOW).orElseThrow().held();

    waiting = LIMIT - 1;
    lookAgain();
    scheduler().make();

    assertThat(held).contains(Obstacle.FLOW_FULL);
    assertThat(ticks.written).hasSize(1);
  }

  @Test
  void aPausedFlowGetsNoTickAndOneAfterwards() {
    begin(FLOW, DAILY);
    state("paused");
    scheduler().make();
    boolean none = ticks.written.isEmpty();

    state("running");
    scheduler().make();

    assertThat(none).isTrue();
    assertThat(ticks.written).hasSize(1);
  }

  @Test
  void aStoppedOrganizationGetsNoTickAndOneWhenItGoesOn() {
    begin(FLOW, DAILY);
    organizations.stop(new OrganizationName("acme"));
    scheduler().make();
    var held = schedules.ofFlow(FLOW).orElseThrow().held();
    int meanwhile = ticks.written.size();

    organizations.goOn();
    lookAgain();
    scheduler().make();

    assertThat(held).contains(Obstacle.ORGANIZATION_STOPPED);
    assertThat(meanwhile).isZero();
    assertThat(ticks.written).hasSize(1);
  }

  @Test
  void aSilentBrokerDelaysATick() {
    begin(FLOW, DAILY);
    ticks.away = true;
    scheduler().make();
    var held = schedules.ofFlow(FLOW).orElseThrow();
    ticks.away = false;
    lookAgain();

    scheduler().make();

    assertThat(held.held()).contains(Obstacle.BROKER_AWAY);
    assertThat(held.last()).isEmpty();
    assertThat(ticks.written).extracting(Tick::at).containsExactly(held.next());
  }

  @Test
  void askingTwiceIsOneTickBesideTheTiming() {
    begin(FLOW, DAILY);
    scheduler().make();
    var next = schedules.ofFlow(FLOW).orElseThrow().next();

    schedules.ask(FLOW);
    schedules.ask(FLOW);
    scheduler().make();
    scheduler().make();

    var schedule = schedules.ofFlow(FLOW).orElseThrow();
    assertThat(ticks.written).hasSize(2);
    assertThat(schedule.next()).isEqualTo(next);
    assertThat(schedule.asked()).isEmpty();
  }

  @Test
  void oneTickAnswersTimingAndPerson() {
    begin(FLOW, DAILY);
    schedules.ask(FLOW);

    scheduler().make();
    scheduler().make();

    assertThat(ticks.written).hasSize(1);
  }

  @Test
  void anotherRevisionGoesOnWithItsTimesAndAnotherStepBeginsAnew() {
    begin(FLOW, DAILY);
    scheduler().make();
    var before = schedules.ofFlow(FLOW).orElseThrow();

    schedules.open(FLOW, FEED, 2, DAILY);
    var same = schedules.ofFlow(FLOW).orElseThrow();
    schedules.open(FLOW, FEED, 3, Timing.parse("every 2d"));
    var slower = schedules.ofFlow(FLOW).orElseThrow();
    schedules.open(FLOW, new StepName("other"), 4, DAILY);
    var other = schedules.ofFlow(FLOW).orElseThrow();

    assertThat(same.next()).isEqualTo(before.next());
    assertThat(same.last()).isEqualTo(before.last());
    assertThat(same.revision()).isEqualTo(2);
    assertThat(slower.next()).isEqualTo(before.last().orElseThrow().plus(Duration.ofDays(2)));
    assertThat(other.last()).isEmpty();
    assertThat(other.next()).isBeforeOrEqualTo(Instant.now().plusSeconds(60));
  }

  private MakeTicks scheduler() {
    return new MakeTicks(
        new PostgresSchedules(postgres.database()),
        ticks,
        (tick, age) -> open.contains(tick),
        new PlayedBacklogs(),
        new PlayedQuota(),
        organizations,
        new IngressSettings(BrokerAccess.open("nowhere"), "it", LIMIT),
        postgres.transactions());
  }

  private void begin(FlowId flow, Timing timing) {
    postgres.flow(flow.value(), "acme");
    schedules.open(flow, FEED, 1, timing);
  }

  private void state(String word) {
    postgres.raw().sql("update runtime.flows set state = ?").param(word).update();
  }

  private void dueSince(String age) {
    postgres.raw().sql("update runtime.schedules set next_at = now() - " + age).update();
  }

  private void lookAgain() {
    postgres.raw().sql("update runtime.schedules set look_at = now()").update();
  }

  private static FlowId flow(int number) {
    return new FlowId("aaaaaaaaaaaa%04d".formatted(number));
  }

  private final class PlayedQuota implements MessageQuota {
    @Override
    public boolean isUsedUp(FlowId flow) {
      return usedUp;
    }

    @Override
    public void gave(FlowId flow, StepName step, long messages) {
      throw new UnsupportedOperationException("ticks give nothing");
    }
  }

  private final class PlayedBacklogs implements Backlogs {
    @Override
    public long of(FlowId flow) {
      return waiting;
    }

    @Override
    public long counted(FlowId flow) {
      return waiting;
    }

    @Override
    public void entered(FlowId flow) {
      waiting++;
    }
  }

  private static final class PlayedTicks implements Ticks {
    private final ConcurrentLinkedQueue<Tick> written = new ConcurrentLinkedQueue<>();
    private volatile boolean crashesAfterwards;
    private volatile boolean away;

    @Override
    public void write(Tick tick) {
      if (away) {
        throw new BrokerAway("away", new IllegalStateException());
      }
      written.add(tick);
      if (crashesAfterwards) {
        throw new IllegalStateException("the process ends here");
      }
    }
  }
}
