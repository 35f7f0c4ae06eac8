package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.manifest.FindingsJson;
import io.tributary.manifest.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValidateTest {
  private static final String GOOD =
      """
      {
        "$schema": "https://tributary.io/schemas/component-manifest/v1.json",
        "title": "Ledger",
        "description": "Keeps it.",
        "version": "1.0.0",
        "language": "java",
        "actions": { "post": { "title": "Post", "main": "acme.Post",
          "metadata": { "out": "schemas/out.json" } } }
      }
      """;
  @TempDir Path folder;

  @Test
  void findingsEndWithExitCodeThree() throws IOException {
    manifest(GOOD.replace("\"title\": \"Ledger\"", "\"titel\": \"Ledger\""));

    var result = run("--manifest-only");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.out())
        .contains("component.json:3:3  TB1007\n    at /titel\n")
        .contains("Did you mean \"title\"?");
  }

  @Test
  void jsonHoldsTheVeryBytesOfTheServersAnswer() throws IOException {
    manifest("{\"title\": 1, \"title\": 2}");
    var findings =
        FindingsJson.render(
            new ManifestReader()
                .read("{\"title\": 1, \"title\": 2}".getBytes(StandardCharsets.UTF_8))
                .allFindings());

    assertThat(run("--json").out()).contains("\"result\":" + findings + ",");
  }

  @Test
  void folderIsCheckedForWhatTheBuildNeeds() throws IOException {
    manifest(GOOD);

    assertThat(run("--manifest-only").exit()).isZero();
    assertThat(run().out()).contains("TB3001").contains("TB3002").contains("schemas/out.json");

    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Files.createDirectories(folder.resolve("schemas"));
    Files.writeString(folder.resolve("schemas/out.json"), "{}");
    assertThat(run().exit()).isZero();
  }

  @Test
  void iconIsJudgedAsByThePush() throws IOException {
    manifest(
        GOOD.replace("\"title\": \"Ledger\"", "\"title\": \"Ledger\", \"icon\": \"logo.svg\"")
            .replace("\"schemas/out.json\"", "{}"));
    Files.writeString(folder.resolve("pom.xml"), "<project/>");

    assertThat(run("--manifest-only").exit()).isZero();
    assertThat(run().out()).contains("component.json:3:30  TB4001");

    var svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>%s</svg>";
    Files.writeString(folder.resolve("logo.svg"), svg.formatted("<text>L</text>"));
    assertThat(run().out()).contains("logo.svg:1:59  TB4008").contains("Turn the text into paths.");

    Files.writeString(folder.resolve("logo.svg"), svg.formatted("<path d='M0 0h9v9z'/>"));
    assertThat(run().exit()).isZero();
  }

  @ParameterizedTest
  @MethodSource("officialConnectors")
  void officialConnectorsHaveNoFindings(Path connector) {
    var result = Command.in(folder).run("validate", connector.toString(), "--json");

    assertThat(result.exit()).as(result.out()).isZero();
    assertThat(result.out()).contains("\"result\":[],");
  }

  static List<Path> officialConnectors() throws IOException {
    var folder = Path.of(System.getProperty("tributary.root"), "connectors");
    try (var connectors = Files.list(folder)) {
      return connectors.filter(each -> Files.exists(each.resolve("component.json"))).toList();
    }
  }

  @Test
  void missingManifestIsNotFound() {
    assertThat(run().exit()).isEqualTo(8);
  }

  private void manifest(String text) throws IOException {
    Files.writeString(folder.resolve("component.json"), text);
  }

  private Command.Result run(String... flags) {
    var arguments = new String[flags.length + 2];
    arguments[0] = "validate";
    arguments[1] = folder.toString();
    System.arraycopy(flags, 0, arguments, 2, flags.length);
    return Command.in(folder).run(arguments);
  }
}
