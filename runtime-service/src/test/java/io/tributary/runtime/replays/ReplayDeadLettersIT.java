package io.tributary.runtime.replays;

import static io.tributary.runtime.deployments.Steps.FLOW;
import static io.tributary.runtime.deployments.Steps.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.persistence.ActsFor;
import io.tributary.runtime.deadletters.DeadLetter;
import io.tributary.runtime.deadletters.DeadLetterState;
import io.tributary.runtime.deadletters.DeadLetters;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.deadletters.PostgresDeadLettersForTests;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.executions.Executions;
import io.tributary.runtime.executions.PostgresExecutionsForTests;
import io.tributary.runtime.ledger.PostgresLedgerForTests;
import io.tributary.runtime.replays.LeftOut.Reason;
import io.tributary.runtime.replays.ReplayDeadLetters.From;
import io.tributary.runtime.replays.RequestReplay.Wish;
import io.tributary.runtime.support.RealPostgres;
import io.tributary.runtime.support.StoppedOrganizations;
import io.tributary.runtime.topics.InMemoryTopics;
import io.tributary.runtime.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flow whose newest revision has the steps form and shape, and no longer has cms. */
@Timeout(60)
@ActsFor("acme")
class ReplayDeadLettersIT {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final StepName CMS = new StepName("cms");
  private static final StepName SHAPE = new StepName("shape");
  private static final StepName FORM = new StepName("form");
  private static final String DEAD = FlowTopics.deadLetters(FLOW);
  private static final String INPUT = FlowTopics.input(FLOW, FORM);
  private static final Selection ALL = Selection.ofExecutions(FLOW, Set.of());
  private static final Wish WISH = new Wish(ACME, Optional.of(FLOW), 1_000, false, "ada");

  private final RealPostgres postgres = RealPostgres.empty();
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final DeadLetters letters = PostgresDeadLettersForTests.over(postgres);
  private final Executions executions = PostgresExecutionsForTests.over(postgres);
  private final InMemoryDeployments deployments = new InMemoryDeployments();
  private final InMemoryTopics topics = new InMemoryTopics();
  private final Replays replays =
      new PostgresReplays(postgres.database(), PostgresLedgerForTests.over(postgres));
  private final RequestReplay request =
      new RequestReplay(replays, letters, new Ids(clock), postgres.transactions(), clock);
  private final ReplayDeadLetters replay =
      new ReplayDeadLetters(new SortDeadLetters(letters, deployments, executions, topics), request);
  private final RecordedRooms rooms = new RecordedRooms();
  private final StoppedOrganizations organizations = new StoppedOrganizations();
  private final SendReplays send =
      new SendReplays(
          replays,
          new ReadMessages(deployments, topics),
          rooms,
          request,
          organizations,
          new SteppingClock());

  @BeforeEach
  void deploy() {
    postgres.flow(FLOW.value(), ACME.value());
    deployments.add(flow(new DeploymentState.Running(NOON)));
    deployments.assign(
        FLOW, List.of(aStep("form").in(2).build(), aStep("shape").after("form").in(2).build()));
    topics.create(List.of(TopicSpec.messages(DEAD), TopicSpec.messages(INPUT)));
  }

  @Test
  void whatDiedAtARemovedStepStaysOpenAndIsCountedApart() {
    died(CMS, "run-1");
    died(CMS, "run-2");
    died(SHAPE, "run-3");

    var prospect = replay.look(ACME, ALL, From.STEP);
    var asked = (ReplayDeadLetters.Outcome.Asked) replay.replay(WISH, ALL, From.STEP);

    var leftOut = new LeftOut(FLOW, CMS, 2, Reason.STEP_REMOVED);
    assertThat(prospect.messages()).isEqualTo(1);
    assertThat(prospect.leftOut()).containsExactly(leftOut);
    assertThat(asked.leftOut()).containsExactly(leftOut);
    assertThat(asked.replay().total()).isEqualTo(1);
    assertThat(open()).extracting(DeadLetter::step).containsOnly(CMS).hasSize(2);
  }

  @Test
  void removedStepAloneIsRefusedAndNothingChanges() {
    died(CMS, "run-1");

    var outcome = replay.replay(WISH, ALL, From.STEP);

    assertThat(outcome)
        .isEqualTo(
            new ReplayDeadLetters.Outcome.AllLeftOut(
                List.of(new LeftOut(FLOW, CMS, 1, Reason.STEP_REMOVED))));
    assertThat(open()).hasSize(1);
    var problem = new ShowReplay(deployments).refusal(List.of(leftOut(outcome))).problem();
    assertThat(problem.code()).isEqualTo("step-removed");
    assertThat(problem.detail())
        .contains("step \"cms\"")
        .contains("revision 2")
        .contains("from the start")
        .contains("dismiss");
  }

  @Test
  void fromTheStartEachExecutionGoesOnceWithWhatItsTriggerTook() {
    started("run-1");
    started("run-2");
    died(CMS, "run-1");
    died(CMS, "run-1");
    died(SHAPE, "run-2");
    died(CMS, "run-of-which-nothing-is-known");

    var asked = (ReplayDeadLetters.Outcome.Asked) replay.replay(WISH, ALL, From.START);
    sendAll();

    assertThat(asked.leftOut()).containsExactly(new LeftOut(FLOW, CMS, 1, Reason.START_GONE));
    assertThat(rooms.entered)
        .extracting(entering -> new String(entering.source().value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("input of run-1", "input of run-2");
    assertThat(rooms.entered).allMatch(entering -> entering.step().step().equals(FORM));
    assertThat(open())
        .extracting(DeadLetter::execution)
        .containsExactly("run-of-which-nothing-is-known");
    assertThat(replays.find(ACME, asked.replay().id()).orElseThrow().state())
        .isEqualTo(Replay.State.DONE);
  }

  @Test
  void nothingIsSentForAStoppedOrganizationAndTheRestWhenItGoesOn() {
    died(SHAPE, "run-1");
    var asked = (ReplayDeadLetters.Outcome.Asked) replay.replay(WISH, ALL, From.STEP);
    organizations.stop(ACME);
    send.send();
    assertThat(rooms.entered).isEmpty();

    organizations.goOn();
    sendAll();

    assertThat(rooms.entered).hasSize(1);
    assertThat(replays.find(ACME, asked.replay().id()).orElseThrow().state())
        .isEqualTo(Replay.State.DONE);
  }

  @Test
  void cancelledReplayFromTheStartOpensEveryDeadLetterOfItsExecutions() {
    started("run-1");
    died(CMS, "run-1");
    died(SHAPE, "run-1");
    var asked = (ReplayDeadLetters.Outcome.Asked) replay.replay(WISH, ALL, From.START);
    assertThat(open()).isEmpty();

    request.cancel(asked.replay());

    assertThat(open()).hasSize(2);
  }

  @Test
  void aStartThatIsNoLongerKeptIsLeftOut() {
    started("run-1");
    died(CMS, "run-1");
    topics.deleteAll(INPUT);

    var prospect = replay.look(ACME, ALL, From.START);

    assertThat(prospect.messages()).isZero();
    assertThat(prospect.leftOut()).containsExactly(new LeftOut(FLOW, CMS, 1, Reason.START_GONE));
    assertThat(replay.replay(WISH, ALL, From.START))
        .isInstanceOf(ReplayDeadLetters.Outcome.AllLeftOut.class);
    assertThat(open()).hasSize(1);
  }

  @Test
  void aStepThatIsRemovedWhileItsReplayRunsGivesItsDeadLettersBack() {
    died(SHAPE, "run-1");
    var asked = (ReplayDeadLetters.Outcome.Asked) replay.replay(WISH, ALL, From.STEP);
    deployments.assign(FLOW, List.of(aStep("form").in(3).build()));

    sendAll();

    assertThat(rooms.entered).isEmpty();
    assertThat(open()).hasSize(1);
    assertThat(replays.find(ACME, asked.replay().id()).orElseThrow().state())
        .isEqualTo(Replay.State.DONE);
  }

  @Test
  void deadLettersOfARemovedFlowAreToldApart() {
    died(CMS, "run-1");
    deployments.save(flow(new DeploymentState.Stopping(NOON)));

    assertThat(replay.look(ACME, ALL, From.STEP).leftOut())
        .containsExactly(new LeftOut(FLOW, CMS, 1, Reason.FLOW_REMOVED));
    assertThat(replay.look(ACME, ALL, From.START).leftOut())
        .containsExactly(new LeftOut(FLOW, CMS, 1, Reason.FLOW_REMOVED));
  }

  private static LeftOut leftOut(ReplayDeadLetters.Outcome outcome) {
    return ((ReplayDeadLetters.Outcome.AllLeftOut) outcome).leftOut().getFirst();
  }

  private static Deployment flow(DeploymentState state) {
    return new Deployment(
        FLOW, ACME, new FlowName("leads"), 2, OptionalInt.of(2), state, Instant.EPOCH);
  }

  private void sendAll() {
    while (!replays.running().isEmpty()) {
      send.send();
    }
  }

  private List<DeadLetter> open() {
    return letters.newest(ACME, ALL, 10);
  }

  private void started(String execution) {
    long offset = topics.count(INPUT);
    topics.write(INPUT, "input of " + execution, NOON);
    executions.record(
        List.of(
            new Executions.PlacedEvent(
                new StepEvent(
                    ACME,
                    FLOW,
                    1,
                    FORM,
                    execution,
                    "m-" + execution,
                    null,
                    Outcome.EMITTED,
                    1,
                    1,
                    NOON,
                    NOON,
                    null,
                    null,
                    null,
                    null,
                    INPUT,
                    0,
                    offset),
                1)));
  }

  private void died(StepName step, String execution) {
    long offset = topics.count(DEAD);
    topics.write(DEAD, "{}", NOON);
    letters.record(
        List.of(
            new DeadLetter(
                FLOW + ".0." + offset,
                ACME,
                FLOW,
                step,
                execution,
                "m" + offset,
                "give-up",
                "Error",
                "text",
                "cause",
                1,
                "sha256:0",
                2,
                NOON,
                DEAD,
                0,
                offset,
                0,
                new DeadLetterState.Open(NOON),
                Optional.empty())));
  }

  /** A second later at each look. */
  private static final class SteppingClock extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      now = now.plusSeconds(1);
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class RecordedRooms implements WaitingRooms {
    private final List<Entering> entered = new ArrayList<>();

    @Override
    public void put(Replay replay, List<Entering> messages) {
      entered.addAll(messages);
    }

    @Override
    public OptionalInt reached(String replay) {
      return OptionalInt.empty();
    }

    @Override
    public void forget(String replay) {
      // No position is kept here.
    }

    @Override
    public void rest() {
      // Nothing is open here.
    }
  }
}
