package io.tributary.manifest;

import static io.tributary.manifest.Examples.ORIGINAL;
import static io.tributary.manifest.Examples.originalWithInput;
import static io.tributary.manifest.Examples.oursWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code: a manifest that earns it, and the place where it stands. */
class FindingCodesTest {
  private static final String BIG = "x".repeat(ManifestReader.MOST_BYTES);

  static Stream<Arguments> cases() {
    return Stream.of(
        a(FindingCode.NOT_JSON, "{\"a\": 1,}", "1:9 "),
        a(FindingCode.TOO_LARGE, "{\"a\": \"" + BIG + "\"}", "1:1 "),
        a(FindingCode.TOO_DEEP, "[".repeat(65) + "]".repeat(65), "1:65 " + "/0".repeat(64)),
        a(FindingCode.DUPLICATE_KEY, "{\"a\": 1, \"a\": 2}", "1:10 /a"),
        a(FindingCode.NUMBER_TOO_LARGE, "{\"a\": 1e1000000000}", "1:7 /a"),
        a(FindingCode.WRONG_TYPE, oursWith("\"Pets\"", "7"), "4:12 /title"),
        a(
            FindingCode.UNKNOWN_PROPERTY,
            oursWith("\"reply\"", "\"replay\""),
            "32:7 /actions/addPet/replay"),
        a(FindingCode.MISSING_PROPERTY, oursWith("\"version\": \"1.4.2\",", ""), "1:1 "),
        a(
            FindingCode.NOT_ONE_OF,
            oursWith("\"polling\"", "\"poling\""),
            "23:15 /triggers/newPets/type"),
        a(FindingCode.WRONG_SHAPE, oursWith("\"Pets\"", "\"\""), "4:12 /title"),
        a(
            FindingCode.OUT_OF_RANGE,
            oursWith("\"requests\": 10", "\"requests\": 0"),
            "17:37 /limits/rate/requests"),
        a(
            FindingCode.UNKNOWN_FORMAT,
            oursWith("component-manifest/v1.json", "component-manifest/v9.json"),
            "2:14 /$schema"),
        a(FindingCode.TEXT_AFTER_END, ORIGINAL + "}", "7:1 "),
        a(FindingCode.EMPTY, " \n", "1:1 "),
        a(FindingCode.NO_OPERATION, "{\"title\": \"x\"}", "1:1 "),
        a(
            FindingCode.NO_OUTPUT_SCHEMA,
            oursWith("\"metadata\": { \"out\": { \"type\": \"object\" } }", "\"writes\": true"),
            "20:5 /triggers/newPets/metadata/out"),
        a(
            FindingCode.OPERATION_NAME,
            oursWith("\"addPet\": {", "\"add pet\": {"),
            "28:5 /actions/add pet"),
        a(
            FindingCode.NO_MAIN,
            ORIGINAL.replace(", \"main\": \"./lib/add.js\"", ""),
            "5:16 /actions/add"),
        a(
            FindingCode.MAIN_SHAPE,
            ORIGINAL.replace("./lib/add.js", "lib/a dd.js"),
            "5:49 /actions/add/main"),
        a(
            FindingCode.PATH_LEAVES,
            ORIGINAL.replace("./lib/add.js", "lib/../../add.js"),
            "5:49 /actions/add/main"),
        a(
            FindingCode.NO_LABEL,
            oursWith("\"label\": \"Kind\", ", ""),
            "34:9 /actions/addPet/fields/kind"),
        a(
            FindingCode.UNKNOWN_SIBLING,
            oursWith("[\"kind\"]", "[\"knid\"]"),
            "35:48 /actions/addPet/fields/race/require/0"),
        a(FindingCode.NOT_A_VERSION, ORIGINAL.replace("1.0.0", "1.0"), "4:14 /version"),
        a(FindingCode.COMPONENT_NAME, oursWith("\"pets\"", "\"Pets!\""), "3:11 /name"),
        a(FindingCode.NETWORK_TOO_WIDE, oursWith("api.pets.test", "*.com"), "15:15 /network/0"),
        a(
            FindingCode.NETWORK_NOT_A_HOST,
            oursWith("api.pets.test", "https://x.test"),
            "15:15 /network/0"),
        a(FindingCode.NETWORK_INNER, oursWith("api.pets.test", "10.0.0.1"), "15:15 /network/0"),
        a(FindingCode.NETWORK_UNKNOWN_FIELD, oursWith("{{url}}", "{{uri}}"), "15:52 /network/2"),
        a(FindingCode.MEMORY, oursWith("128Mi", "128M"), "16:28 /resources/memory"),
        a(FindingCode.CPU, oursWith("\"500m\"", "64"), "16:44 /resources/cpu"),
        a(FindingCode.PERIOD, oursWith("\"1s\"", "\"1 s\""), "17:48 /limits/rate/per"),
        a(
            FindingCode.ENVIRONMENT_NAME,
            oursWith("PETS_MODE", "LD_PRELOAD"),
            "18:16 /envVars/LD_PRELOAD"),
        inline(
            FindingCode.DRAFT3_REQUIRED,
            "{\"properties\":{\"x\":{\"required\":true}}}",
            "/properties/x/required"),
        inline(FindingCode.UNKNOWN_SCHEMA_TYPE, "{\"type\":\"any\"}", "/type"),
        inline(FindingCode.REFERENCE_OUTSIDE, "{\"$ref\":\"file:///etc/passwd\"}", "/$ref"),
        inline(FindingCode.SCHEMA_TOO_BIG, Bombs.doubling(32), ""),
        inline(FindingCode.SCHEMA_ENDLESS, "{\"$ref\":\"#\"}", ""),
        inline(FindingCode.PATTERN_NOT_LINEAR, "{\"pattern\":\"(a)\\\\1\"}", "/pattern"),
        inline(FindingCode.NOT_A_SCHEMA, "{\"properties\":[]}", "/properties"),
        inline(FindingCode.REFERENCE_TO_NOTHING, "{\"$ref\":\"#/$defs/x\"}", "/$ref"),
        inline(FindingCode.UNKNOWN_DIALECT, "{\"$schema\":\"http://127.0.0.1:1/x\"}", "/$schema"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findingStandsAtItsPlaceWithAdvice(FindingCode code, String manifest, String place) {
    var findings = Examples.read(manifest).allFindings();

    var found = findings.stream().filter(f -> f.code().equals(code.code())).findFirst();

    assertThat(found).as("%s", findings).isPresent();
    var finding = found.orElseThrow();
    assertThat(finding.line() + ":" + finding.column() + " " + finding.pointer())
        .endsWith(place.startsWith("/") || place.isEmpty() ? "metadata/in" + place : place);
    assertThat(finding.message()).isNotBlank().endsWith(".");
    assertThat(finding.advice()).isNotBlank();
  }

  @Test
  void textThatIsNotUtf8IsToldWithItsPlace() {
    var latin = "{\n \"title\": \"Gr\u00f6\u00dfe\"}".getBytes(StandardCharsets.ISO_8859_1);

    var finding = new ManifestReader().read(latin).allFindings().getFirst();

    assertThat(finding)
        .extracting(Finding::code, Finding::line, Finding::column)
        .containsExactly(FindingCode.NOT_UTF8.code(), 2, 14);
  }

  @Test
  void everyCodeHasACaseAndAPlaceInTheReference() throws IOException {
    var elsewhere = Map.of(FindingCode.NOT_UTF8, "above", FindingCode.TOO_MANY_FINDINGS, "reader");
    var cases = cases().map(arguments -> arguments.get()[0]).toList();
    var reference = Files.readString(Path.of("..", "docs", "findings.md"));

    assertThat(FindingCode.values())
        .allSatisfy(code -> assertThat(reference).contains("`" + code.code() + "`"))
        .filteredOn(code -> !elsewhere.containsKey(code))
        .allSatisfy(code -> assertThat(cases).contains(code));
  }

  private static Arguments a(FindingCode code, String manifest, String place) {
    return Arguments.of(code, manifest, place);
  }

  private static Arguments inline(FindingCode code, String schema, String pointer) {
    return Arguments.of(code, originalWithInput(schema), pointer);
  }
}
