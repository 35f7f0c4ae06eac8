package io.tributary.runtime.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import io.tributary.contracts.steps.StepAssignment.State;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.Quotas;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.InMemoryConnections;
import io.tributary.runtime.deployments.DeployFlow.Outcome;
import io.tributary.runtime.deployments.Handover.OnTheWay;
import io.tributary.runtime.flows.FlowReader;
import io.tributary.runtime.flows.FlowReader.Notation;
import io.tributary.runtime.grants.InMemoryHostDecisions;
import io.tributary.runtime.grants.OpenHosts;
import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.quotas.CheckFlow;
import io.tributary.runtime.quotas.FlowShapes.Shape;
import io.tributary.runtime.quotas.InMemoryFlowShapes;
import io.tributary.runtime.schedules.InMemorySchedules;
import io.tributary.runtime.support.StoppedOrganizations;
import io.tributary.runtime.topics.InMemoryTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

/** What deploying does, over whatever keeps flows and hooks. */
abstract class DeployContract {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final FlowName LEADS = new FlowName("leads");
  private static final String FLOW =
      """
      name: leads
      steps:
        - { id: form, component: tributary/webhook, trigger: receive }
        - { id: a, component: tributary/transform, action: transform, after: form }
        - { id: b, component: tributary/transform, action: transform, after: a, fields: { n: 1.50 } }
        - { id: c, component: tributary/transform, action: transform, after: b, input: $steps.form }
      """;
  private static final String SHORT =
      """
      name: leads
      steps:
        - { id: form, component: tributary/webhook, trigger: receive }
        - { id: a, component: tributary/transform, action: transform, after: form }
      """;
  private static final String POLLED =
      """
      name: leads
      steps:
        - { id: feed, component: tributary/feed, trigger: entries, every: 10m }
        - { id: a, component: tributary/transform, action: transform, after: feed }
      """;
  private static final VersionRef CALLER = VersionRef.parse("tributary/caller@1.0.0");
  private static final String CALLING =
      """
      name: leads
      steps:
        - { id: form, component: tributary/webhook, trigger: receive }
        - { id: call, component: tributary/caller, action: call, after: form, fields: { n: 1 } }
      """;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final InMemoryTopics topics = new InMemoryTopics();
  private final InMemoryComponents shelf = InMemoryComponents.ordinary();
  private final InMemoryHostDecisions decisions = new InMemoryHostDecisions();
  private final RecordedAssignments told = new RecordedAssignments();
  private final InMemorySchedules schedules = new InMemorySchedules(() -> this.clock.instant());
  private final InMemoryFlowShapes shapes = new InMemoryFlowShapes();
  private final StoppedOrganizations organizations = new StoppedOrganizations();
  private Map<Quota, Long> limits = Map.of();
  private Deployments deployments;
  private Hooks hooks;
  private TransactionOperations transactions;
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  abstract Deployments deployments();

  abstract Hooks hooks();

  abstract TransactionOperations transactions();

  @BeforeEach
  void open() {
    shelf.list(
        InMemoryComponents.listing(
            CALLER.toString(),
            'f',
            """
            {"title": "Caller", "description": "d", "version": "1.0.0", "language": "java",
             "network": ["api.calls.example"],
             "actions": {"call": {"title": "Call", "main": "a.Call", "fields": {
               "n": {"label": "N", "viewClass": "TextFieldView"}}}}}
            """));
    deployments = deployments();
    hooks = hooks();
    transactions = transactions();
  }

  @Test
  void callersWaitForATriggerThatAnswers() {
    shelf.list(
        InMemoryComponents.listing(
            "tributary/forms@1.0.0",
            'e',
            """
            {"title": "Forms", "description": "d", "version": "1.0.0", "language": "java",
             "triggers": {"form": {"title": "Form", "main": "a.Form", "type": "webhook",
               "reply": true}}}
            """));
    var answering =
        FLOW.replace(
            "component: tributary/webhook, trigger: receive",
            "component: tributary/forms, trigger: form");

    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment().flow();
    assertThat(hooks.ofFlow(flow).orElseThrow().replies()).isFalse();

    deploy(answering, true);

    assertThat(hooks.ofFlow(flow).orElseThrow().replies()).isTrue();
  }

  @Test
  void deployingMakesTopicsAndTellsEveryStep() {
    var kept = (Outcome.Kept) deploy(FLOW, true);

    var flow = kept.deployment().flow();
    assertThat(kept.deployment().state()).isEqualTo(new DeploymentState.Running(NOW));
    assertThat(topics.names())
        .contains(
            FlowTopics.input(flow, new StepName("form")),
            FlowTopics.output(flow, new StepName("c")),
            FlowTopics.deadLetters(flow),
            FlowTopics.logs(flow));
    assertThat(told.said).containsExactly("form 1", "a 1", "b 1", "c 1");
    assertThat(hooks.ofFlow(flow).orElseThrow().id()).hasSize(26);
    assertThat(deployments.assigned(flow))
        .extracting(step -> step.step().value())
        .containsExactly("form", "a", "b", "c");
    assertThat(carries(flow, "a")).containsExactly(new StepName("form"));
    assertThat(carries(flow, "b")).containsExactly(new StepName("form"));
    assertThat(carries(flow, "form")).isEmpty();
    assertThat(carries(flow, "c")).isEmpty();
  }

  @Test
  void theSameAgainIsNoNewRevision() {
    deploy(FLOW, true);

    var again = (Outcome.Kept) deploy(FLOW, true);

    assertThat(again.changed()).isFalse();
    assertThat(again.deployment().revision()).isEqualTo(1);
    assertThat(told.said).hasSize(4);
  }

  @Test
  void aNewerComponentMakesANewRevisionOfTheSameText() {
    deploy(FLOW, true);
    shelf.list(
        InMemoryComponents.listing("tributary/webhook@1.1.0", 'd', InMemoryComponents.WEBHOOK));

    var again = (Outcome.Kept) deploy(FLOW, true);

    assertThat(again.deployment().revision()).isEqualTo(2);
    assertThat(again.deployment().deployed()).isEqualTo(OptionalInt.of(2));
  }

  @Test
  void aFlowBeyondAQuotaIsRefusedAndNothingIsKept() {
    limits = Map.of(Quota.FLOWS, 1L);
    shapes.others(new Shape(1, 2, 2));

    var refused = (Outcome.OverQuota) deploy(FLOW, true);

    assertThat(refused.exceeded()).isEqualTo(new CheckFlow.Exceeded(Quota.FLOWS, 1, 1, 1));
    assertThat(deployments.find(ACME, LEADS)).isEmpty();
    assertThat(told.said).isEmpty();
  }

  @Test
  void aFlowMayShrinkUnderALoweredQuotaAndNotGrow() {
    deploy(SHORT, true);
    limits = Map.of(Quota.STEPS, 3L, Quota.REPLICAS, 1L);
    shapes.others(new Shape(1, 2, 2));
    var grown = deploy(FLOW, true);
    var same = deploy(SHORT.replace("name: leads", "name: leads\ndescription: Leads."), true);

    assertThat(grown)
        .isEqualTo(new Outcome.OverQuota(new CheckFlow.Exceeded(Quota.STEPS, 2, 4, 3)));
    assertThat(((Outcome.Kept) same).deployment().revision()).isEqualTo(2);
  }

  @Test
  void workersThatStepsAreSureOfCountForTheQuotaOfReplicas() {
    limits = Map.of(Quota.REPLICAS, 5L);
    var wide = SHORT.replace("after: form }", "after: form, workers: 5 }");
    var elastic = SHORT.replace("after: form }", "after: form, workers: { min: 0, max: 16 } }");

    assertThat(deploy(wide, true))
        .isEqualTo(new Outcome.OverQuota(new CheckFlow.Exceeded(Quota.REPLICAS, 0, 6, 5)));
    assertThat(deploy(elastic, true)).isInstanceOf(Outcome.Kept.class);
  }

  @Test
  void removedStepsEndAndTheHookKeepsItsAddress() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment().flow();
    var address = hooks.ofFlow(flow).orElseThrow().id();
    told.said.clear();

    deploy(SHORT, true);

    assertThat(told.said).containsExactly("end b", "end c", "form 2", "a 2", "b/1 1", "c/1 1");
    assertThat(hooks.ofFlow(flow).orElseThrow().id()).isEqualTo(address);
    assertThat(deployments.revision(flow, 1).orElseThrow().document()).isEqualTo(FLOW);
  }

  @Test
  void aPollingTriggerHasAScheduleInsteadOfAHookAsLongAsItIsDeployed() {
    var flow = ((Outcome.Kept) deploy(POLLED, true)).deployment();

    var schedule = schedules.ofFlow(flow.flow()).orElseThrow();
    assertThat(schedule.timing().text()).isEqualTo("every 10m");
    assertThat(schedule.step()).isEqualTo(new StepName("feed"));
    assertThat(schedule.next()).isEqualTo(NOW);
    assertThat(hooks.ofFlow(flow.flow())).isEmpty();

    deploy(POLLED.replace("10m", "1h"), true);
    var changed = schedules.ofFlow(flow.flow()).orElseThrow();
    assertThat(changed.timing().text()).isEqualTo("every 1h");
    assertThat(changed.revision()).isEqualTo(2);

    deploy(FLOW, true);
    assertThat(schedules.ofFlow(flow.flow())).isEmpty();
    deploy(POLLED, true);
    remove(deployments.find(flow.flow()).orElseThrow(), OptionalLong.empty());
    assertThat(schedules.ofFlow(flow.flow())).isEmpty();
  }

  @Test
  void withoutDeployingOnlyTheRevisionIsKept() {
    var kept = (Outcome.Kept) deploy(FLOW, false);

    assertThat(kept.deployment().state()).isEqualTo(new DeploymentState.Planned(NOW));
    assertThat(told.said).isEmpty();
    assertThat(topics.names()).isEmpty();
  }

  @Test
  void aPausedFlowTakesANewRevisionAndStaysPaused() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment();
    switchFlow().to(State.PAUSED, flow);

    var kept = (Outcome.Kept) deploy(SHORT, true);

    assertThat(kept.deployment().isPaused()).isTrue();
    assertThat(kept.deployment().deployed()).isEqualTo(OptionalInt.of(2));
    assertThat(deployments.assigned(flow.flow())).allMatch(step -> step.state() == State.PAUSED);
  }

  @Test
  void roadOfARemovedStepEndsWhenNothingOfItIsOnItsWay() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment().flow();
    topics.write(FlowTopics.output(flow, new StepName("a")), "{}", NOW, 1);
    deploy(SHORT, true);
    var closed = deployments.roads(flow).stream().filter(road -> road.editions().closed()).toList();
    clock = Clock.fixed(NOW.plusSeconds(31), ZoneOffset.UTC);
    clear();
    int whileItWaits = deployments.roads(flow).size();
    told.said.clear();

    closed.forEach(
        road -> topics.pass(FlowTopics.output(flow, new StepName("a")), road.group(), 1));
    clear();

    assertThat(closed).isNotEmpty();
    assertThat(whileItWaits).isGreaterThan(deployments.roads(flow).size());
    assertThat(told.said).hasSize(whileItWaits - deployments.roads(flow).size());
    assertThat(deployments.clearing()).isEmpty();
  }

  @Test
  void roomOfAnEndedRoadGoesOnceNothingWaitsThere() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment().flow();
    var room = FlowTopics.parked(flow, new StepName("b"), 1);
    deploy(SHORT, true);
    later(31);
    clear();
    assertThat(deployments.clearing()).isEmpty();
    removeRooms();
    assertThat(topics.names()).as("runners may still drain").contains(room);

    later(200);
    topics.write(room, "{}", NOW.minus(Duration.ofDays(8)));
    removeRooms();
    assertThat(topics.names()).as("a message waits").contains(room);
    topics.pass(room, FlowTopics.group(flow, new StepName("b"), 1), 1);
    removeRooms();

    assertThat(topics.names())
        .doesNotContain(room)
        .contains(
            FlowTopics.parked(flow, new StepName("a"), 1),
            FlowTopics.output(flow, new StepName("a")));
    assertThat(deployments.endedBefore(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void roomKeepsWhatCanBeReplayedForSevenDays() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment().flow();
    var room = FlowTopics.parked(flow, new StepName("b"), 1);
    topics.write(room, "{}", NOW);
    topics.pass(room, FlowTopics.group(flow, new StepName("b"), 1), 1);
    deploy(SHORT, true);
    later(31);
    clear();

    later(3600);
    removeRooms();
    assertThat(topics.names()).contains(room);
    later(Duration.ofDays(7).plusHours(2).toSeconds());
    removeRooms();
    assertThat(topics.names()).doesNotContain(room);
  }

  @Test
  void stepThatComesBackHasARoomOfItsOwn() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment().flow();
    deploy(SHORT, true);
    later(31);
    clear();

    deploy(FLOW, true);
    later(200);
    removeRooms();

    var room = deployments.assigned(flow, new StepName("b")).orElseThrow().parkedTopic();
    assertThat(room).isEqualTo(FlowTopics.parked(flow, new StepName("b"), 2));
    assertThat(topics.names())
        .contains(room)
        .doesNotContain(FlowTopics.parked(flow, new StepName("b"), 1));
  }

  private void later(long seconds) {
    clock = Clock.fixed(NOW.plusSeconds(seconds), ZoneOffset.UTC);
  }

  private void removeRooms() {
    new RemoveRooms(deployments, topics, clock).remove();
  }

  private void clear() {
    new ClearRoads(deployments, told, topics, transactions, clock).clear();
  }

  @Test
  void aSilentBrokerFailsTheDeploymentAndSendingAgainHealsIt() {
    topics.goAway(true);
    assertThat(deploy(FLOW, true)).isInstanceOf(Outcome.BrokerSilent.class);
    var failed = deployments.find(ACME, LEADS).orElseThrow();
    assertThat(failed.state()).isInstanceOf(DeploymentState.Failed.class);
    assertThat(told.said).isEmpty();
    topics.goAway(false);

    var healed = (Outcome.Kept) deploy(FLOW, true);

    assertThat(healed.deployment().state()).isInstanceOf(DeploymentState.Running.class);
    assertThat(healed.deployment().revision()).isEqualTo(1);
  }

  @Test
  void messagesKeepAFlowUntilTheirNumberIsNamed() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment();
    topics.write(FlowTopics.input(flow.flow(), new StepName("form")), "{}", NOW);
    topics.write(FlowTopics.output(flow.flow(), new StepName("a")), "{}", NOW);
    topics.pass(
        FlowTopics.output(flow.flow(), new StepName("a")),
        FlowTopics.group(flow.flow(), new StepName("b"), 1),
        1);
    topics.write(FlowTopics.deadLetters(flow.flow()), "{}", NOW);

    assertThat(remove(flow, OptionalLong.empty())).isEqualTo(new RemoveFlow.Outcome.Kept(1, 1));
    assertThat(remove(flow, OptionalLong.of(1))).isEqualTo(new RemoveFlow.Outcome.Kept(1, 1));
    assertThat(remove(flow, OptionalLong.of(2))).isEqualTo(new RemoveFlow.Outcome.PauseFirst(1));
    var paused = switchFlow().to(State.PAUSED, flow).orElseThrow();
    assertThat(remove(paused, OptionalLong.of(2))).isEqualTo(new RemoveFlow.Outcome.Removed(2));
  }

  @Test
  void aRemovedFlowsTopicsGoOnceRunnersHadTimeAndItsNameIsFree() {
    var flow = ((Outcome.Kept) deploy(FLOW, true)).deployment();
    told.said.clear();
    remove(flow, OptionalLong.empty());
    assertThat(told.said).containsExactly("end form", "end a", "end b", "end c");
    assertThat(hooks.ofFlow(flow.flow())).isEmpty();

    finish();
    assertThat(topics.names()).isNotEmpty();
    clock = Clock.fixed(NOW.plusSeconds(31), ZoneOffset.UTC);
    finish();

    assertThat(topics.names()).isEmpty();
    assertThat(deployments.find(flow.flow()).orElseThrow().state())
        .isInstanceOf(DeploymentState.Stopped.class);
    var fresh = (Outcome.Kept) deploy(FLOW, true);
    assertThat(fresh.created()).isTrue();
    assertThat(fresh.deployment().flow()).isNotEqualTo(flow.flow());
  }

  @Test
  void aStartThatACrashLeftBehindIsRepeated() {
    deploy(FLOW, false);
    var planned = deployments.find(ACME, LEADS).orElseThrow();
    deployments.save(planned.in(planned.state().starting(NOW)));
    clock = Clock.fixed(NOW.plusSeconds(61), ZoneOffset.UTC);

    finish();

    assertThat(deployments.find(ACME, LEADS).orElseThrow().state())
        .isInstanceOf(DeploymentState.Running.class);
    assertThat(told.said).hasSize(4);
  }

  @Test
  void aStartOfAStoppedOrganizationWaits() {
    deploy(FLOW, false);
    var planned = deployments.find(ACME, LEADS).orElseThrow();
    deployments.save(planned.in(planned.state().starting(NOW)));
    clock = Clock.fixed(NOW.plusSeconds(61), ZoneOffset.UTC);
    organizations.stop(ACME);
    finish();
    assertThat(told.said).isEmpty();
    assertThat(topics.names()).isEmpty();

    organizations.goOn();
    finish();

    assertThat(told.said).hasSize(4);
  }

  @Test
  void stepsReachWhatIsAllowedAndHearWhenThatChanges() {
    decisions.allowing(ACME, CALLER.component().toString(), "api.calls.example");
    var flow = ((Outcome.Kept) deploy(CALLING, true)).deployment().flow();
    assertThat(egress(flow, "call")).containsExactly(new HostGrant("api.calls.example", 443));
    told.said.clear();

    decisions.refusing(ACME, CALLER.component().toString(), "api.calls.example");
    var changed = decided();

    assertThat(changed).containsExactly(LEADS);
    assertThat(told.said).containsExactly("call 1");
    assertThat(egress(flow, "call")).isEmpty();
    assertThat(deployments.assigned(flow, new StepName("call")).orElseThrow().editions())
        .isEqualTo(StepAssignment.Editions.ONLY);
    assertThat(decided()).isEmpty();
  }

  @Test
  void messagesOfEarlierRevisionsReachNoMoreThanTheNewestDecision() {
    decisions.allowing(ACME, CALLER.component().toString(), "api.calls.example");
    var flow = ((Outcome.Kept) deploy(CALLING, true)).deployment().flow();
    deploy(CALLING.replace("{ n: 1 }", "{ n: 2 }"), true);
    decisions.refusing(ACME, CALLER.component().toString(), "api.calls.example");

    decided();

    var call = deployments.assigned(flow, new StepName("call")).orElseThrow();
    assertThat(call.all()).hasSize(2).allSatisfy(edition -> assertThat(edition.egress()).isEmpty());
  }

  private List<FlowName> decided() {
    return new DecidedHosts(deployments, told, new OpenHosts(shelf, decisions))
        .decided(ACME, CALLER.component());
  }

  private List<HostGrant> egress(FlowId flow, String step) {
    return deployments.assigned(flow, new StepName(step)).orElseThrow().egress();
  }

  private Iterable<StepName> carries(FlowId flow, String step) {
    return deployments.assigned(flow, new StepName(step)).orElseThrow().carries();
  }

  private Outcome deploy(String document, boolean deploy) {
    return deploy(document, deploy, OnTheWay.FINISH);
  }

  private Outcome deploy(String document, boolean deploy, OnTheWay onTheWay) {
    var reader = new FlowReader(new ResolveComponent(shelf), new InMemoryConnections(), decisions);
    return new DeployFlow(
            reader,
            new CheckFlow(new Quotas(limits, _ -> Map.of()), shapes),
            deployments,
            start(),
            new Ids(clock),
            transactions,
            clock)
        .deploy(new DeployFlow.Sent(ACME, LEADS, document, Notation.YAML, deploy, onTheWay, "ada"));
  }

  private StartDeployment start() {
    return new StartDeployment(
        deployments,
        told,
        hooks,
        schedules,
        new OpenHosts(shelf, decisions),
        topics,
        new Ids(clock),
        transactions,
        clock);
  }

  private SwitchFlow switchFlow() {
    return new SwitchFlow(deployments, told, transactions, clock);
  }

  private RemoveFlow.Outcome remove(Deployment flow, OptionalLong discard) {
    return new RemoveFlow(deployments, told, hooks, schedules, topics, transactions, clock)
        .remove(flow, discard);
  }

  private void finish() {
    new FinishDeployments(deployments, start(), topics, organizations, clock).finish();
  }

  private static final class RecordedAssignments implements Assignments {
    private final List<String> said = new ArrayList<>();

    @Override
    public void tell(StepAssignment assignment) {
      said.add(name(assignment) + " " + assignment.revision());
    }

    @Override
    public void end(StepAssignment road) {
      said.add("end " + name(road));
    }

    private static String name(StepAssignment road) {
      return road.key().substring(road.flow().value().length() + 1);
    }
  }
}
