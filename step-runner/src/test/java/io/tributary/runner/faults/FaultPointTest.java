package io.tributary.runner.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPointTest {

  @Test
  void nothingNamedHoldsNothing() {
    assertThat(FaultPoint.parse("")).isEmpty();
  }

  @Test
  void sameSeedStrikesAtTheSameVisits() {
    var once = FaultPoint.parse("before-commit:0.3:7, takeover:1:1");
    var again = FaultPoint.parse("before-commit:0.3:7");

    assertThat(strikes(once)).isEqualTo(strikes(again)).contains(true).contains(false);
    assertThat(once).containsOnlyKeys("before-commit", "takeover");
  }

  @Test
  void otherTextIsRefusedWithAdvice() {
    assertThatThrownBy(() -> FaultPoint.parse("before-commit"))
        .hasMessageContaining("name:probability:seed");
  }

  private static boolean[] strikes(Map<String, FaultPoint.Chance> points) {
    var chance = java.util.Objects.requireNonNull(points.get("before-commit"));
    var all = new boolean[50];
    IntStream.range(0, 50).forEach(i -> all[i] = chance.strikes());
    return all;
  }
}
