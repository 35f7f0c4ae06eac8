package io.tributary.runtime.masking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.deployments.Steps;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
