package io.tributary.runtime.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.FlowPlan;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.deployments.Revision;
import io.tributary.runtime.deployments.Steps;
import io.tributary.runtime.flows.FlowReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FindMaskTest {
  private static final StepName FORM = new StepName("form");
  private static final StepName SHAPE = new StepName("shape");

  /** The component of every step that {@link Steps} builds. */
  private static final String MANIFEST =
      """
      {"title": "T", "description": "d", "version": "1.0.0", "language": "java",
       "triggers": {"run": {"title": "Run", "main": "a.Run", "type": "webhook",
         "metadata": {"out": {"properties": {"pin": {"writeOnly": true}}}}}},
       "actions": {"run": {"title": "Run", "main": "a.Run",
         "metadata": {"in": "schemas/in.json",
                      "out": {"properties": {"receipt": {"format": "password"}}}}}}}
      """;

  private final InMemoryComponents components = new InMemoryComponents();
  private final InMemoryDeployments deployments = new InMemoryDeployments();
  private final FindMask masks = new FindMask(deployments, components);

  @BeforeEach
  void deploy() {
    deployments.assign(
        Steps.FLOW,
        List.of(Steps.aStep("form").build(), Steps.aStep("shape").after("form").build()));
  }

  @Test
  void whatAStepTakesIsDescribedByItAndByWhatGaveIt() {
    list(Map.of("schemas/in.json", "{\"properties\": {\"card\": {\"writeOnly\": true}}}"));

    var shown = "{'pin':'***','card':'***','receipt':'r','name':'Ada'}";
    assertThat(
            masks
                .before(Steps.FLOW, SHAPE)
                .of(json("{'pin':1,'card':2,'receipt':'r','name':'Ada'}")))
        .isEqualTo(json(shown));
    assertThat(
            masks.after(Steps.FLOW, FORM).of(json("{'pin':1,'card':2,'receipt':'r','name':'Ada'}")))
        .isEqualTo(json(shown));
    assertThat(masks.after(Steps.FLOW, SHAPE).of(json("{'pin':1,'receipt':'r'}")))
        .isEqualTo(json("{'pin':1,'receipt':'***'}"));
  }

  @Test
  void aTriggerGetsARequest() {
    list(Map.of());

    assertThat(
            masks
                .before(Steps.FLOW, FORM)
                .of(json("{'headers':{'cookie':['c'],'host':['h']},'query':{}}")))
        .isEqualTo(json("{'headers':{'cookie':['***'],'host':['h']},'query':{}}"));
  }

  @Test
  void secretsInARequestsBodyAreHidden() {
    list(Map.of());

    var shown =
        masks
            .before(Steps.FLOW, FORM)
            .of(
                json(
                    "{'method':'POST','contentType':'application/json','bodyBase64':'%s'}"
                        .formatted(base64("{\"pin\":1,\"name\":\"Ada\"}"))));

    assertThat(shown.path("body")).isEqualTo(json("{'pin':'***','name':'Ada'}"));
  }

  @Test
  void whatAnErrorBranchGetsIsHiddenInTheMessageThatWasGivenUp() {
    deployments.assign(
        Steps.FLOW,
        List.of(
            Steps.aStep("form").build(),
            Steps.aStep("shape").after("form").build(),
            caught("tell", "shape"),
            caught("alarm", "form")));
    list(Map.of());

    assertThat(
            masks
                .before(Steps.FLOW, new StepName("tell"))
                .of(json("{'message':{'pin':1,'name':'Ada'},'error':{'message':'no'}}")))
        .isEqualTo(json("{'message':{'pin':'***','name':'Ada'},'error':{'message':'no'}}"));
    assertThat(
            masks
                .before(Steps.FLOW, new StepName("tell"))
                .of(json("{'message':'pin=1','error':{}}")))
        .isEqualTo(json("{'message':'***','error':{}}"));
    assertThat(
            masks
                .before(Steps.FLOW, new StepName("alarm"))
                .of(
                    json(
                        "{'message':{'headers':{'cookie':['c']},'contentType':'text/plain','bodyBase64':'cGlu'}}")))
        .isEqualTo(
            json(
                "{'message':{'headers':{'cookie':['***']},'contentType':'text/plain','bodyBase64':'***'}}"));
  }

  @Test
  void ofAStepThatIsGoneItsRevisionsCountFromTheMessagesOwnOn() {
    list(Map.of());
    deployments.add(
        new Deployment(
            Steps.FLOW,
            new OrganizationName("acme"),
            new FlowName("leads"),
            3,
            OptionalInt.of(3),
            new DeploymentState.Running(Instant.EPOCH),
            Instant.EPOCH));
    revision(1, Steps.aStep("form").build(), Steps.aStep("gone").after("form").build());
    revision(2, Steps.aStep("form").build(), Steps.aStep("gone").after("form").build());
    revision(3, Steps.aStep("form").build());
    var body = json("{'pin':1,'name':'Ada'}");

    assertThat(masks.before(Steps.FLOW, new StepName("gone"), 2).of(body))
        .isEqualTo(json("{'pin':'***','name':'Ada'}"));
    assertThat(masks.before(Steps.FLOW, new StepName("gone"), 3).of(body)).isEqualTo(json("'***'"));
    assertThat(masks.before(Steps.FLOW, new StepName("never"), 1).of(body))
        .isEqualTo(json("'***'"));
  }

  @Test
  void aSchemaThatCouldNotBeToldHidesAll() {
    list(Map.of("schemas/in.json", ""));

    assertThat(masks.before(Steps.FLOW, SHAPE).of(json("{'name':'Ada'}"))).isEqualTo(json("'***'"));
  }

  @Test
  void ofAStepThatIsGoneNothingIsShown() {
    list(Map.of());

    assertThat(masks.before(Steps.FLOW, new StepName("gone")).of(json("{'name':'Ada'}")))
        .isEqualTo(json("'***'"));
  }

  @Test
  void ofAComponentThatIsNotListedNothingIsShown() {
    assertThat(masks.before(Steps.FLOW, SHAPE).of(json("{'name':'Ada'}"))).isEqualTo(json("'***'"));
  }

  private void revision(int number, StepAssignment... steps) {
    deployments.addRevision(
        Steps.FLOW,
        new Revision(
            number,
            FlowReader.Notation.YAML,
            "",
            new FlowPlan(List.of(steps), true, false, List.of()),
            Instant.EPOCH,
            "ada"));
  }

  private static StepAssignment caught(String name, String upstream) {
    return Steps.aStep(name).after(upstream).catching().build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void list(Map<String, String> schemas) {
    components.list(
        new ComponentListed(
            VersionRef.parse("northwind/cms-push@1.0.0"),
            new OrganizationName("northwind"),
            new CommitId("a".repeat(40)),
            new ImageDigest("sha256:" + "0".repeat(64)),
            MANIFEST,
            schemas,
            Instant.EPOCH));
  }

  private static tools.jackson.databind.JsonNode json(String singleQuoted) {
    return Json.tree(singleQuoted.replace('\'', '"'));
  }
}
