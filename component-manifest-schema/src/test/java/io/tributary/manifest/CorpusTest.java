package io.tributary.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Real manifests of the original platform read as src/test/corpus/README.md says. */
class CorpusTest {
  private static final Path CORPUS = Path.of("src", "test", "corpus");
  private static final ManifestReader READER = new ManifestReader();

  @Test
  void everyCurrentManifestIsAccepted() throws IOException {
    var files = files("manifests");

    assertThat(files).hasSizeGreaterThan(10).allSatisfy(file -> assertAccepted(file));
  }

  @Test
  void everyHistoricalManifestIsAcceptedUnlessAValueHasAnImpossibleType() throws IOException {
    var rejected = new ArrayList<Finding>();
    int read = 0;

    for (var file : history()) {
      read++;
      if (READER.read(file.bytes(), file.name()) instanceof Reading.Rejected(var findings)) {
        findings.stream().filter(Finding::refuses).forEach(rejected::add);
      }
    }

    assertThat(read).isGreaterThan(100);
    assertThat(rejected)
        .allSatisfy(finding -> assertThat(finding.file()).contains("2016-03-29-01907cd"))
        .extracting(Finding::pointer, Finding::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("/actions/sqlQuery/fields/viewClass", "TB1006"),
            org.assertj.core.groups.Tuple.tuple("/actions/sqlQuery/fields/label", "TB1006"),
            org.assertj.core.groups.Tuple.tuple("/actions/sqlQuery/fields/required", "TB1006"));
  }

  @Test
  void brokenManifestsAreRejectedAtTheirFirstFault() throws IOException {
    var places = new ArrayList<String>();

    for (var file : files("broken")) {
      var findings = READER.read(file.bytes(), file.name()).allFindings();
      places.add(FindingsText.render(findings).lines().findFirst().orElse("").strip());
    }

    assertThat(places)
        .containsExactly(
            "elasticio+code-component@2025-12-23-971bfe5.json:3:24  TB1001",
            "elasticio+jsonata-transform-component@2017-08-15-9a2045b.json:1:1  TB1015");
  }

  private static void assertAccepted(NamedText file) {
    var reading = READER.read(file.bytes(), file.name());

    assertThat(reading).as(file.name()).isInstanceOf(Reading.Accepted.class);
  }

  private static List<NamedText> files(String folder) throws IOException {
    try (var paths = Files.list(CORPUS.resolve(folder))) {
      var files = new ArrayList<NamedText>();
      for (var path : paths.sorted().toList()) {
        files.add(new NamedText(path.getFileName().toString(), Files.readString(path)));
      }
      return files;
    }
  }

  private static List<NamedText> history() throws IOException {
    var files = new ArrayList<NamedText>();
    try (var zip = new ZipInputStream(Files.newInputStream(CORPUS.resolve("history.zip")))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.add(
            new NamedText(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    return files;
  }

  private record NamedText(String name, String text) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
