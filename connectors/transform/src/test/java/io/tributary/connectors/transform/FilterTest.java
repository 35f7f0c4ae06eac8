package io.tributary.connectors.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import org.junit.jupiter.api.Test;

class FilterTest {
  private final Run filter =
      Run.action(new Filter()).withMapping("{ \"value\": $, \"keep\": amount > 10 }");

  @Test
  void messageThatIsNotKeptEndsWellWithNothing() {
    var result = filter.on("{\"amount\": 5}");

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    assertThat(result.emitted()).isEmpty();
    assertThat(filter.on("{\"amount\": 50}").only().json()).isEqualTo("{\"amount\":50}");
  }

  @Test
  void conditionThatComesToNothingDropsNothing() {
    assertThat(filter.on("{\"sum\": 50}").outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "input#/keep: is missing. Give it a value in the mapping or in the fields"));
  }
}
