package io.tributary.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
  private static final List<Finding> TWO =
      List.of(
          new Finding(
              "component.json",
              14,
              9,
              "/actions/0/input/typ",
              "TB1007",
              Severity.ERROR,
              "\"typ\" is not a known property.",
              "Did you mean \"type\"?"),
          new Finding(
              "component.json",
              31,
              15,
              "/actions/1/output",
              "TB1102",
              Severity.TASK,
              "Action \"void-entry\" has no output schema.",
              "Use {\"type\":\"object\"} if it returns nothing."));

  @Test
  void findingsReadAsInThePublishersSession() {
    assertThat(FindingsText.render(TWO))
        .isEqualTo(
            """
              component.json:14:9   TB1007
                at /actions/0/input/typ
                "typ" is not a known property. Did you mean "type"?
              component.json:31:15  TB1102  task
                at /actions/1/output
                Action "void-entry" has no output schema.
                Use {"type":"object"} if it returns nothing.
            """
                .indent(0));
  }

  @Test
  void summaryCountsBySeverity() {
    assertThat(FindingsText.summary(TWO)).isEqualTo("1 error, 1 task");
    assertThat(FindingsText.summary(List.of(TWO.getFirst(), TWO.getFirst()))).isEqualTo("2 errors");
    assertThat(FindingsText.summary(List.of())).isEqualTo("ok");
  }

  @Test
  void jsonKeepsItsOrder() {
    assertThat(FindingsJson.render(TWO.subList(0, 1)))
        .isEqualTo(
            "[{\"file\":\"component.json\",\"line\":14,\"column\":9,"
                + "\"pointer\":\"/actions/0/input/typ\",\"code\":\"TB1007\","
                + "\"severity\":\"error\",\"message\":\"\\\"typ\\\" is not a known property.\","
                + "\"advice\":\"Did you mean \\\"type\\\"?\"}]");
  }
}
