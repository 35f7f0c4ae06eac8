package io.tributary.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SchemaFileReaderTest {
  private final SchemaFileReader reader = new SchemaFileReader();

  @Test
  void schemaFileIsHeldAgainstTheSameRulesAsOneInside() {
    var reading = read("{\n \"properties\": {\"a\": {\"$ref\": \"http://10.0.0.1/x\"}}}");

    assertThat(reading)
        .isInstanceOfSatisfying(
            SchemaReading.Rejected.class,
            rejected ->
                assertThat(rejected.findings())
                    .extracting(Finding::file, Finding::line, Finding::column, Finding::code)
                    .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("schemas/pet.json", 2, 31, "TB1401")));
  }

  @Test
  void draftThreeFileIsTranslated() {
    var reading = read("{\"properties\":{\"a\":{\"required\":true}}}");

    assertThat(reading)
        .isInstanceOfSatisfying(
            SchemaReading.Accepted.class,
            accepted -> {
              assertThat(accepted.schema().path("required").toString()).isEqualTo("[\"a\"]");
              assertThat(accepted.warnings()).hasSize(1);
            });
  }

  private SchemaReading read(String text) {
    return reader.read(
        text.getBytes(StandardCharsets.UTF_8), "schemas/pet.json", ManifestFormat.ORIGINAL);
  }
}
