package io.tributary.registry.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaskingSchemasTest {
  private static final String SECRET = "{\"properties\": {\"pin\": {\"writeOnly\": true}}}";

  private final Map<String, String> files = new HashMap<>();
  private final MaskingSchemas schemas =
      new MaskingSchemas(
          (component, commit, path, most) ->
              Optional.ofNullable(files.get(path))
                  .map(text -> text.substring(0, Math.min(most, text.length())))
                  .map(text -> text.getBytes(StandardCharsets.UTF_8)));

  @Test
  void onlyFilesThatCallSomethingSecret() {
    files.put("schemas/in.json", SECRET);
    files.put("schemas/out.json", "{\"type\": \"object\"}");

    assertThat(schemas.of(AVersion.withManifest(manifest())))
        .containsExactly(Map.entry("schemas/in.json", SECRET));
  }

  @Test
  void aFileTooLargeToBeToldHidesAllThatItDescribes() {
    files.put("schemas/in.json", "{\"title\": \"%s\"}".formatted("x".repeat(200_000)));

    assertThat(schemas.of(AVersion.withManifest(manifest())))
        .containsExactly(Map.entry("schemas/in.json", ""));
  }

  @Test
  void aFileThatIsMissingSaysNothing() {
    assertThat(schemas.of(AVersion.withManifest(manifest()))).isEmpty();
  }

  private static String manifest() {
    return """
    {"title": "T", "description": "d", "version": "1.0.0", "language": "java",
     "actions": {"act": {"title": "Act", "main": "a.Act",
       "metadata": {"in": "schemas/in.json", "out": "schemas/out.json"}}}}
    """;
  }
}
