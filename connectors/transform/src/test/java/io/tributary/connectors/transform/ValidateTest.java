package io.tributary.connectors.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidateTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["email"],
       "properties": {"email": {"type": "string", "format": "email"}, "age": {"minimum": 18}}}
      """;

  @Test
  void misfitsAreNamedByTheirPlace() {
    assertThat(failure(on(Map.of("schema", SCHEMA), "{\"email\": 1, \"age\": 17}")))
        .contains("input#/email: ")
        .contains("input#/age: ")
        .endsWith("Correct the message, or the schema");
    assertThat(failure(on(Map.of("schema", SCHEMA, "errors", 1), "{\"email\": 1, \"age\": 17}")))
        .doesNotContain("; ");
  }

  @Test
  void misfitsArePassedOnWhereAsked() {
    var result = on(Map.of("schema", SCHEMA, "invalid", "passOn"), "{\"age\": 17}").only().asMap();

    assertThat(result).containsEntry("valid", false).containsEntry("value", Map.of("age", 17));
    assertThat(result.get("errors").toString()).contains("pointer=/age").contains("pointer=,");
  }

  @Test
  void formatsCountWhereAsked() {
    var message = "{\"email\": \"nobody\"}";

    assertThat(on(Map.of("schema", SCHEMA), message).outcome()).isEqualTo(new Outcome.Done());
    assertThat(failure(on(Map.of("schema", SCHEMA, "formats", true), message)))
        .startsWith("input#/email: ");
  }

  @Test
  void patternsTakeNoLongerThanTheirText() {
    var evil = "{\"pattern\": \"^(a+)+$\"}";
    long begun = System.nanoTime();

    failure(on(Map.of("schema", evil), "\"" + "a".repeat(50_000) + "b\""));

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void schemaThatWouldNotEndIsStopped() {
    assertThat(failure(on(Map.of("schema", "{\"$ref\": \"#\"}"), "1")))
        .startsWith("fields#/schema: ");
    var doubling = new StringBuilder("{\"$ref\": \"#/$defs/d0\", \"$defs\": {");
    for (int i = 0; i < 60; i++) {
      doubling.append(
          "\"d%d\": {\"allOf\": [{\"$ref\": \"#/$defs/d%d\"}, {\"$ref\": \"#/$defs/d%d\"}]},"
              .formatted(i, i + 1, i + 1));
    }
    doubling.append("\"d60\": {}}}");

    assertThat(failure(on(Map.of("schema", doubling.toString()), "1")))
        .startsWith("fields#/schema: takes too many steps");
  }

  @Test
  void nothingIsLoadedFromOutside() {
    assertThat(failure(on(Map.of("schema", "{\"$ref\": \"https://example.org/s.json\"}"), "1")))
        .startsWith("fields#/schema: ");
    assertThat(failure(on(Map.of("schema", "{\"$ref\": \"classpath:draft/x.json\"}"), "1")))
        .startsWith("fields#/schema: ");
  }

  @Test
  void patternThatCannotBeBoundedIsRefused() {
    assertThat(failure(on(Map.of("schema", "{\"pattern\": \"(?=a)b\"}"), "\"b\"")))
        .startsWith("fields#/schema: cannot be used");
    assertThat(failure(on(Map.of("schema", "{\"pattern\": \"((a{900}){900}){900}\"}"), "\"b\"")))
        .startsWith("fields#/schema: a pattern repeats too often");
  }

  private static Result on(Map<String, ?> fields, String message) {
    return Run.action(new Validate()).withFields(fields).on(message);
  }

  private static String failure(Result result) {
    assertThat(result.outcome()).isInstanceOf(Outcome.GivenUp.class);
    return ((Outcome.GivenUp) result.outcome()).message();
  }
}
