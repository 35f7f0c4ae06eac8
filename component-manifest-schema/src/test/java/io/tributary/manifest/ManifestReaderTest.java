package io.tributary.manifest;

import static io.tributary.manifest.Examples.OURS;
import static io.tributary.manifest.Examples.accepted;
import static io.tributary.manifest.Examples.oursWith;
import static io.tributary.manifest.Examples.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  @Test
  void validManifestHasNoFinding() {
    assertThat(read(OURS).allFindings()).isEmpty();
  }

  @Test
  void manifestCarriesWhatServicesNeed() {
    var manifest = accepted(OURS);

    assertThat(manifest.format()).isEqualTo(ManifestFormat.TRIBUTARY_V1);
    assertThat(manifest.about().name()).contains("pets");
    assertThat(manifest.version()).contains(SemanticVersion.parse("1.4.2"));
    assertThat(manifest.language()).isEqualTo(Language.JAVA);
    assertThat(manifest.network())
        .containsExactly(
            new HostGrant.Exact("api.pets.test", 443),
            new HostGrant.Subdomains("pets.test", 8443),
            new HostGrant.FromConnection("url", ""));
    assertThat(manifest.needs().resources())
        .isEqualTo(new Resources(Optional.of(new ByteSize(128L << 20)), OptionalInt.of(500)));
    assertThat(manifest.needs().rate()).contains(new RateLimit(10, Duration.ofSeconds(1)));
    assertThat(manifest.needs().environment())
        .containsExactly(new EnvironmentVariable("PETS_MODE", "Which pets", false));
    assertThat(manifest.credentials().fields())
        .extracting(Field::name, Field::secret)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("url", false),
            org.assertj.core.groups.Tuple.tuple("apiKey", true));
    assertThat(manifest.credentials().verifier()).contains("com.acme.Verify");
  }

  @Test
  void operationsCarryTheirEffectsAndSchemas() {
    var manifest = accepted(OURS);

    var trigger = manifest.trigger("newPets").orElseThrow();
    var action = manifest.action("addPet").orElseThrow();

    assertThat(trigger.type()).isEqualTo(TriggerType.POLLING);
    assertThat(trigger.effects()).isEqualTo(new Effects(Idempotency.NONE, false, false));
    assertThat(action.effects()).isEqualTo(new Effects(Idempotency.KEY, true, true));
    assertThat(action.metadata().in()).isInstanceOf(MetadataSchema.Inline.class);
    assertThat(action.metadata().out()).isEqualTo(new MetadataSchema.InFile("schemas/pet.json"));
    assertThat(action.pointer()).isEqualTo("/actions/addPet");
    assertThat(manifest.operations()).containsExactly(trigger, action);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/schemas/component-manifest/v1.json",
        "../../schemas/component-manifest/v1.json",
        "./component-manifest/v1.json",
        "http://localhost:8080/schemas/component-manifest/v1.json"
      })
  void localFormOfOurSchemaIsStrictToo(String name) {
    var manifest = accepted(OURS.replace(ManifestReader.SCHEMA_ID, name));

    assertThat(manifest.format()).isEqualTo(ManifestFormat.TRIBUTARY_V1);
  }

  @Test
  void unknownPropertyIsErrorInOursAndWarningInTheOriginalFormat() {
    var ours = read(oursWith("\"idempotency\"", "\"idempotancy\""));
    var original = read(Examples.ORIGINAL.replace("\"actions\"", "\"lang\": 1, \"actions\""));

    assertThat(ours).isInstanceOf(Reading.Rejected.class);
    assertThat(original).isInstanceOf(Reading.Accepted.class);
    assertThat(original.allFindings())
        .extracting(Finding::code, Finding::severity)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("TB1007", Severity.WARNING));
  }

  @Test
  void everyFindingComesAtOnceInReadingOrder() {
    var findings =
        read("""
        {
          "title": 7,
          "titel": "x",
          "version": "one",
          "network": ["*"],
          "$schema": "https://tributary.io/schemas/component-manifest/v1.json",
          "actions": { "a": { "title": "A", "main": "../x", "main": "../y" } }
        }
        """)
            .allFindings();

    assertThat(findings)
        .extracting(finding -> finding.line() + ":" + finding.column() + " " + finding.code())
        .containsExactly(
            "1:1 TB1008",
            "2:12 TB1006",
            "3:3 TB1007",
            "4:14 TB1110",
            "5:15 TB1201",
            "7:16 TB1102",
            "7:53 TB1004",
            "7:61 TB1106");
  }

  @Test
  void languageIsToldByMainWhereItIsNotSaid() {
    assertThat(accepted(Examples.ORIGINAL).language()).isEqualTo(Language.NODEJS);
    assertThat(accepted(Examples.ORIGINAL.replace("./lib/add.js", "com.acme.Add")).language())
        .isEqualTo(Language.JAVA);
  }

  @Test
  void draftThreeFlagsBecomeTheListAroundThem() {
    var manifest =
        accepted(
            Examples.originalWithInput(
                """
                {"type":"object","required":true,"properties":{
                  "a":{"type":"string","required":true},"b":{"required":false},
                  "c":{"required":true,"properties":{"d":{"required":true}}}}}
                """));

    var schema = manifest.action("add").orElseThrow().metadata().in();

    assertThat(schema)
        .isInstanceOfSatisfying(
            MetadataSchema.Inline.class,
            inline ->
                assertThat(inline.schema().toString())
                    .isEqualTo(
                        "{\"type\":\"object\",\"required\":[\"a\",\"c\"],\"properties\":{\"a\":"
                            + "{\"type\":\"string\"},\"b\":{},\"c\":{\"required\":[\"d\"],"
                            + "\"properties\":{\"d\":{}}}}}"));
  }

  @Test
  void columnsCountCharactersNotBytes() {
    var finding =
        read(Examples.ORIGINAL.replace("\"Pets\",", "\"Größe €\", \"x\": 1,")).allFindings();

    assertThat(finding)
        .extracting(Finding::line, Finding::column)
        .contains(org.assertj.core.groups.Tuple.tuple(2, 23));
  }

  @Test
  void markOfByteOrderIsNoText() {
    assertThat(read("\uFEFF" + OURS).allFindings()).isEqualTo(List.of());
  }

  @Test
  void moreFindingsThanHelpAreCut() {
    var findings = read(crowded("\"title\": \"x\"")).allFindings();

    assertThat(findings).hasSize(FindingLog.MOST + 1);
    assertThat(findings).extracting(Finding::code).contains("TB1099");
  }

  @Test
  void crowdOfWarningsNeitherRefusesNorHidesAnError() {
    String action = "\"actions\": {\"a\": {\"title\": \"A\", \"main\": \"%s\"}}";

    var accepted = read(crowded(action.formatted("./a.js")));
    var rejected = read(crowded(action.formatted("../a.js")));

    assertThat(accepted).isInstanceOf(Reading.Accepted.class);
    assertThat(rejected).isInstanceOf(Reading.Rejected.class);
    assertThat(rejected.allFindings()).extracting(Finding::code).contains("TB1106");
  }

  @Test
  void exampleOfTheReferenceHasNoFinding() throws IOException {
    var reference = Files.readString(Path.of("..", "docs", "manifest.md"));
    int start = reference.indexOf("```json") + "```json".length();

    var reading = read(reference.substring(start, reference.indexOf("```", start)));

    assertThat(reading.allFindings()).isEmpty();
  }

  private static String crowded(String rest) {
    var many = new StringBuilder("{");
    for (int i = 0; i < 5_000; i++) {
      many.append("\"p").append(i).append("\": 1,\n");
    }
    return many + rest + "}";
  }
}
