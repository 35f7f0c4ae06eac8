package io.tributary.runtime.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.problems.ProblemError;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import io.tributary.runtime.connections.InMemoryConnections;
import io.tributary.runtime.connections.SealedSecrets;
import io.tributary.runtime.flows.FlowReader.Notation;
import io.tributary.runtime.flows.FlowReading.FlowAccepted;
import io.tributary.runtime.flows.FlowReading.FlowRefused;
import io.tributary.runtime.grants.InMemoryHostDecisions;
import io.tributary.runtime.hooks.EventIdRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class FlowReaderTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final FlowName LEADS = new FlowName("website-leads");
  private static final String GOOD =
      """
      name: website-leads
      description: From the form to the site
      steps:
        - id: cms
          component: northwind/cms-push
          action: create-post
          after: shape
          connection: demo-cms
          workers: 2
          concurrency: 32
          timeout: 45s
          retry: { first: 2s, factor: 3, cap: 10m, maxAge: 24h, maxAttempts: 7 }
        - id: form
          component: tributary/webhook@1.0.0
          trigger: receive
        - id: shape
          component: tributary/transform@1
          action: transform
          after: form
          input: |
            { "title": name, "from": $steps.form.email }
      """;

  private final InMemoryConnections connections = new InMemoryConnections();
  private final InMemoryHostDecisions decisions =
      new InMemoryHostDecisions().allowing(ACME, "northwind/cms-push", "api.cms.example");
  private final FlowReader reader =
      new FlowReader(new ResolveComponent(InMemoryComponents.ordinary()), connections, decisions);

  @BeforeEach
  void makeConnections() {
    connect("demo-cms", "northwind/cms-push");
    connect("other", "tributary/email");
  }

  @Test
  void aGoodFlowIsReadWholeInTheOrderOfItsSteps() {
    var flow = accepted(GOOD);

    assertThat(flow.steps())
        .extracting(step -> step.id().value())
        .containsExactly("form", "shape", "cms");
    var cms = flow.step(new StepName("cms")).orElseThrow();
    assertThat(cms.component().ref()).hasToString("northwind/cms-push@1.2.0");
    assertThat(cms.timeout()).isEqualTo(Duration.ofSeconds(45));
    assertThat(cms.scale().workers()).isEqualTo(StepAssignment.Workers.fixed(2));
    assertThat(cms.scale().concurrency()).isEqualTo(32);
    assertThat(cms.retry().firstWaitMillis()).isEqualTo(2_000);
    assertThat(cms.retry().maxAgeSeconds()).isEqualTo(86_400);
    assertThat(cms.retry().maxAttempts()).isEqualTo(7);
    var shape = flow.step(new StepName("shape")).orElseThrow();
    assertThat(shape.mapping().orElseThrow().reads()).containsExactly(new StepName("form"));
  }

  @Test
  void aStepSaysHowItTakesAndGivesMessages() {
    var flow =
        accepted(
            GOOD
                + """
                    ordering: none
                    delivery: at-least-once
                    retry: { jitter: 0.5, giveUpOn: [PaymentRefused, com.acme.Gone] }
                    workers: { min: 0, max: 4, idle: 60s }
                    rate: { requests: 10, per: 1s }
                  - id: tell
                    component: tributary/transform
                    action: transform
                    catches: cms
                    input: '{ "text": error.message, "title": $steps.shape.title }'
                """);

    var shape = flow.step(new StepName("shape")).orElseThrow();
    assertThat(shape.handling().ordering()).isEqualTo(StepAssignment.Ordering.NONE);
    assertThat(shape.handling().delivery()).isEqualTo(StepAssignment.Delivery.AT_LEAST_ONCE);
    assertThat(shape.scale().workers()).isEqualTo(new StepAssignment.Workers(0, 4, 60));
    assertThat(shape.scale().rate()).contains(new StepAssignment.Rate(10, 1_000));
    assertThat(shape.retry().jitter()).isEqualTo(0.5);
    assertThat(shape.retry().giveUpOn())
        .containsExactlyInAnyOrder("PaymentRefused", "com.acme.Gone");
    assertThat(flow.step(new StepName("cms")).orElseThrow().handling().errorBranch()).isTrue();
    var tell = flow.step(new StepName("tell")).orElseThrow();
    assertThat(tell.after()).contains(new StepName("cms"));
    assertThat(tell.handling().input()).isEqualTo(StepAssignment.Input.ERRORS);
  }

  @Test
  void aStepThatCatchesCannotReadWhatWasNeverGiven() {
    var findings =
        findings(
            GOOD
                + """
                  - id: tell
                    component: tributary/transform
                    action: transform
                    catches: cms
                    after: shape
                    ordering: keys
                    input: '{ "id": $steps.cms.id }'
                """);

    assertThat(findings)
        .extracting(ProblemError::code)
        .containsExactlyInAnyOrder(
            "after-and-catches", "unknown-word", "mapping-reads-unknown-step");
    assertThat(findings)
        .filteredOn(finding -> finding.code().equals("unknown-word"))
        .extracting(ProblemError::advice)
        .containsExactly("Did you mean \"key\"?");
  }

  @Test
  void jsonAndYamlMeanTheSame() {
    var json =
        """
        {"name": "website-leads", "steps": [
          {"id": "form", "component": "tributary/webhook", "trigger": "receive", "fields": {}}]}
        """;

    var reading = reader.read(ACME, LEADS, json, Notation.JSON);

    assertThat(reading).isInstanceOf(FlowAccepted.class);
  }

  @Test
  void everyFaultIsFoundAtOnceWithItsPlace() {
    var findings =
        findings(
            """
            name: website-leads
            steps:
              - id: form
                component: tributary/webhok
                trigger: receive
              - id: shape
                component: tributary/transform@2
                acton: transform
                after: form
              - id: cms
                component: northwind/cms-push
                action: create-pots
                after: shap
                input: '{ "title": '
              - id: cms
                component: northwind/cms-push
                action: create-post
                after: cms
                connection: demo-cmz
                workers: 99
            """);

    assertThat(findings)
        .extracting(
            finding -> "%d:%d %s".formatted(finding.line(), finding.column(), finding.code()))
        .containsExactly(
            "4:16 unknown-component",
            "6:5 missing-property",
            "7:16 unknown-version",
            "8:5 unknown-property",
            "10:5 connection-missing",
            "12:13 unknown-action",
            "13:12 after-unknown",
            "14:12 expression",
            "15:9 duplicate-step",
            "19:17 unknown-connection",
            "20:14 out-of-range");
    assertThat(findings)
        .extracting(ProblemError::advice)
        .contains(
            "Did you mean \"tributary/webhook\"?",
            "Did you mean \"action\"?",
            "Did you mean \"create-post\"?",
            "Did you mean \"shape\"?",
            "Did you mean \"demo-cms\"?");
    assertThat(findings).extracting(ProblemError::pointer).contains("/steps/1/acton");
  }

  @Test
  void aCircleIsNamedOnce() {
    var findings =
        findings(
            """
            name: website-leads
            steps:
              - { id: form, component: tributary/webhook, trigger: receive }
              - { id: a, component: tributary/transform, action: transform, after: c }
              - { id: b, component: tributary/transform, action: transform, after: a }
              - { id: c, component: tributary/transform, action: transform, after: b }
            """);

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().code()).isEqualTo("cycle");
    assertThat(findings.getFirst().message()).contains("a after c after b after a");
  }

  @Test
  void aFlowHasExactlyOneTrigger() {
    assertThat(
            findings(
                """
                name: website-leads
                steps:
                  - { id: a, component: tributary/transform, action: transform, after: a }
                """))
        .extracting(ProblemError::code)
        .contains("trigger-missing", "cycle");
    assertThat(
            findings(
                """
                name: website-leads
                steps:
                  - { id: one, component: tributary/webhook, trigger: receive }
                  - { id: two, component: tributary/webhook, trigger: receive, after: one }
                """))
        .extracting(ProblemError::code)
        .containsExactly("trigger-twice", "trigger-after");
  }

  @Test
  void aPollingTriggerSaysWhenItIsPolled() {
    assertThat(timing("")).isEqualTo("every 5m");
    assertThat(timing("every: 90s")).isEqualTo("every 90s");
    assertThat(timing("schedule: '*/5 * * * *'")).isEqualTo("0 */5 * * * * Z");
    assertThat(timing("schedule: '0  30 7 * * MON-FRI', zone: Europe/Berlin"))
        .isEqualTo("0 30 7 * * MON-FRI Europe/Berlin");
  }

  @Test
  void wrongTimesOfPollsAreFound() {
    assertThat(codes(polled("every: 5s"))).containsExactly("out-of-range");
    assertThat(codes(polled("every: 31d"))).containsExactly("out-of-range");
    assertThat(codes(polled("every: often"))).containsExactly("not-a-duration");
    assertThat(codes(polled("every: 1h, schedule: '0 0 * * * *'")))
        .containsExactly("every-and-schedule");
    assertThat(codes(polled("zone: Europe/Berlin"))).containsExactly("zone-without-schedule");
    assertThat(codes(polled("schedule: hourly"))).containsExactly("not-a-schedule");
    assertThat(codes(polled("schedule: '@hourly'"))).containsExactly("not-a-schedule");
    assertThat(codes(polled("schedule: '0 61 * * * *'"))).containsExactly("not-a-schedule");
    assertThat(codes(polled("schedule: '" + "1,".repeat(200) + "1 * * * * *'")))
        .containsExactly("not-a-schedule");
    assertThat(codes(polled("schedule: '0 0 0 31 2 *'"))).containsExactly("schedule-never");
    assertThat(codes(polled("schedule: '0,5 0 7 * * *'"))).containsExactly("schedule-too-often");
    assertThat(codes(polled("ordering: none, delivery: at-least-once")))
        .containsExactly("polls-in-order", "polls-exactly-once");
    assertThat(codes(GOOD.replace("trigger: receive", "trigger: receive\n    every: 5m")))
        .containsExactly("not-polled");
    assertThat(codes(GOOD.replace("workers: 2", "schedule: '0 0 * * * *'\n    zone: UTC")))
        .containsExactly("not-polled", "not-polled");
  }

  @Test
  void aWrongZoneIsAnsweredWithTheNearest() {
    var finding = findings(polled("schedule: '0 0 7 * * *', zone: Europe/Berlim")).getFirst();

    assertThat(finding.code()).isEqualTo("unknown-zone");
    assertThat(finding.pointer()).isEqualTo("/steps/0/zone");
    assertThat(finding.advice()).isEqualTo("Did you mean \"Europe/Berlin\"?");
  }

  private String timing(String said) {
    return accepted(polled(said)).trigger().timing().orElseThrow().text();
  }

  private static String polled(String said) {
    return """
    name: website-leads
    steps:
      - { id: feed, component: tributary/feed, trigger: entries%s }
    """
        .formatted(said.isEmpty() ? "" : ", " + said);
  }

  @Test
  void aWebhookSaysWhereItsEventsHaveTheirId() {
    var usual = accepted(GOOD);
    var named =
        accepted(GOOD.replace("trigger: receive", "trigger: receive\n    eventId: X-Event"));

    assertThat(usual.trigger().eventId()).isEqualTo(EventIdRule.USUAL);
    assertThat(named.trigger().eventId()).isEqualTo(new EventIdRule("x-event"));
    assertThat(codes(GOOD.replace("trigger: receive", "trigger: receive\n    eventId: 'a b'")))
        .containsExactly("invalid-name");
    assertThat(
            codes(GOOD.replace("connection: demo-cms", "connection: demo-cms\n    eventId: none")))
        .containsExactly("event-id-without-webhook");
  }

  @Test
  void aConnectionOfAnotherComponentIsRefused() {
    assertThat(findings(GOOD.replace("connection: demo-cms", "connection: other")))
        .extracting(ProblemError::code)
        .containsExactly("connection-of-another-component");
  }

  @Test
  void aMappingMayNotReadStepsThatDoNotComeBefore() {
    var findings = findings(GOOD.replace("$steps.form.email", "$steps.cms.id"));

    assertThat(findings)
        .extracting(ProblemError::code)
        .containsExactly("mapping-reads-unknown-step");
  }

  @Test
  void anotherUseOfStepsReadsThemAll() {
    var flow = accepted(GOOD.replace("$steps.form.email", "$lookup($steps, \"form\")"));

    assertThat(flow.step(new StepName("shape")).orElseThrow().mapping().orElseThrow().reads())
        .containsExactly(new StepName("form"));
  }

  @Test
  void yamlsIndirectionsAndBrokenTextAreRefused() {
    assertThat(codes("a: &x 1\nb: *x\n")).containsExactly("yaml-alias");
    assertThat(codes("name: !!java.net.URL [\"http://x\"]\n")).containsExactly("yaml-tag");
    assertThat(codes("name: a\nname: b\n")).containsExactly("duplicate-property");
    assertThat(codes("name: [\n")).containsExactly("not-yaml");
    assertThat(codes("")).containsExactly("empty-document");
    assertThat(codes("name: a\n---\nname: b\n")).containsExactly("second-document");
    assertThat(codes("x: " + "[".repeat(10_000))).containsExactly("too-deep");
    assertThat(codes("name: \"" + "x".repeat(300_000) + "\"")).containsExactly("too-large");
    assertThat(codes("- 1\n")).containsExactly("wrong-type");
  }

  @Test
  void brokenJsonIsRefusedWithItsPlace() {
    var reading = reader.read(ACME, LEADS, "{\n  \"name\": nope\n}", Notation.JSON);

    var finding = ((FlowRefused) reading).findings().getFirst();
    assertThat(finding.code()).isEqualTo("not-json");
    assertThat(finding.line()).isEqualTo(2);
    assertThat(
            ((FlowRefused) reader.read(ACME, LEADS, "{\"a\":".repeat(5_000), Notation.JSON))
                .findings())
        .extracting(ProblemError::code)
        .containsExactly("too-deep");
  }

  @Test
  void aHostileExpressionIsAFindingAndNoFault() {
    var deep = "(".repeat(60_000);

    assertThat(new Expression(deep).fault()).isPresent();
    assertThat(new Expression("x".repeat(70_000)).fault()).isPresent();
    assertThat(new Expression("-".repeat(60_000) + "1").fault()).isNotNull();
  }

  @Test
  void namesInTextsAndCommentsAreNoUses() {
    var expression =
        new Expression("/* $steps.a */ \"$steps.b\" & $steps.c.x & $steps.`d-e` & $steps.\"f\"");

    assertThat(expression.uses().named()).containsExactly("c", "d-e", "f");
    assertThat(expression.uses().whole()).isFalse();
    assertThat(new Expression("$steps").uses().whole()).isTrue();
    assertThat(new Expression("$stepsize").uses().whole()).isFalse();
  }

  @Test
  void hostsThatNobodyDecidedAboutAreRefusedWithWhatToDo() {
    var undecided =
        new FlowReader(
            new ResolveComponent(InMemoryComponents.ordinary()),
            connections,
            new InMemoryHostDecisions());

    var findings = ((FlowRefused) undecided.read(ACME, LEADS, GOOD, Notation.YAML)).findings();

    assertThat(findings).extracting(ProblemError::code).containsExactly("hosts-undecided");
    assertThat(findings.getFirst().message())
        .contains("northwind/cms-push@1.2.0", "api.cms.example:443");
    assertThat(findings.getFirst().advice())
        .contains("tributary grants allow northwind/cms-push api.cms.example:443");
  }

  @Test
  void hostsThatWereRefusedKeepNoFlowFromBeingDeployed() {
    decisions.refusing(ACME, "northwind/cms-push", "api.cms.example");

    accepted(GOOD);
  }

  private FlowDocument accepted(String yaml) {
    var reading = reader.read(ACME, LEADS, yaml, Notation.YAML);
    assertThat(reading).isInstanceOf(FlowAccepted.class);
    return ((FlowAccepted) reading).document();
  }

  private List<ProblemError> findings(String yaml) {
    return ((FlowRefused) reader.read(ACME, LEADS, yaml, Notation.YAML)).findings();
  }

  private List<String> codes(String yaml) {
    return findings(yaml).stream().map(ProblemError::code).toList();
  }

  private void connect(String name, String component) {
    connections.add(
        new Connection(
            UUID.randomUUID(),
            ACME,
            new ConnectionName(name),
            ComponentRef.parse(component),
            1,
            JsonNodeFactory.instance.objectNode(),
            Map.of(),
            new ConnectionState.Untested(),
            Instant.EPOCH),
        new SealedSecrets.ByOwnKey(new byte[0], new byte[0]));
  }
}
