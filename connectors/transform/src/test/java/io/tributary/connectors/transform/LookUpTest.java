package io.tributary.connectors.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookUpTest {
  @Test
  void tableMayBeAnObjectAListOrCsv() {
    assertThat(asked(Map.of("table", "{\"de\": \"Germany\"}"), "de"))
        .isEqualTo("{\"value\":\"de\",\"found\":true,\"row\":\"Germany\"}");
    assertThat(asked(Map.of("table", "[{\"n\": 1, \"c\": \"de\"}]", "column", "c"), "de"))
        .contains("\"row\":{\"n\":1,\"c\":\"de\"}");
    assertThat(asked(Map.of("table", "code,name\nde,Germany"), "de")).contains("Germany");
  }

  @Test
  void missingRowIsGivenUpOrReplaced() {
    var table = "{\"de\": \"Germany\"}";

    assertThat(
            Run.action(new LookUp())
                .withFields(Map.of("table", table))
                .on("{\"value\": \"DE\"}")
                .outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "input#/value: \"DE\" is not in the table. Add it, or set what is given instead"));
    assertThat(asked(Map.of("table", table, "instead", "{\"name\": null}"), "DE"))
        .contains("\"found\":false,\"row\":{\"name\":null}");
    assertThat(asked(Map.of("table", table, "ignoreCase", true), "DE")).contains("Germany");
  }

  @Test
  void tableThatCannotAnswerIsRefused() {
    assertThat(failure("code,name\nde,Germany\nde,Deutschland"))
        .isEqualTo("fields#/table: \"de\" stands twice. Remove one");
    assertThat(failure("{\"de\": ")).startsWith("fields#/table: is not JSON");
  }

  private static String asked(Map<String, ?> fields, String value) {
    return Run.action(new LookUp()).withFields(fields).on(Map.of("value", value)).only().json();
  }

  private static String failure(String table) {
    var outcome =
        Run.action(new LookUp()).withFields(Map.of("table", table)).on("{\"value\": 1}").outcome();
    return ((Outcome.GivenUp) outcome).message();
  }
}
