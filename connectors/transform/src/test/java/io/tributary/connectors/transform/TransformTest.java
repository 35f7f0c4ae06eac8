package io.tributary.connectors.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformTest {
  private final Run transform = Run.action(new Transform());

  @Test
  void passesAnyJsonUnchanged() {
    var json = "{\"a\":[1,null,{\"b\":\" x \"}],\"c\":null,\"d\":2.5,\"e\":true}";

    assertThat(transform.on(json).only().json()).isEqualTo(json);
  }

  @Test
  void cleansAsTheExampleSays() throws IOException {
    var result =
        transform
            .withFields(Map.of("dropNulls", true, "trim", true))
            .on(Files.readString(Path.of("examples/transform.in.json")));

    assertThat(result.only().asMap())
        .isEqualTo(Map.of("title", "New lead: Ada", "tags", java.util.List.of("a")));
  }

  @Test
  void emitsWhatTheMappingMakes() {
    var result =
        transform
            .withMapping("{ \"title\": \"New lead: \" & body.name }")
            .on("{\"body\": {\"name\": \"Ada\"}}");

    assertThat(result.only().json()).isEqualTo("{\"title\":\"New lead: Ada\"}");
  }
}
