package io.tributary.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MappingTest {
  @Test
  void mapsMessageAndSteps() {
    var mapping = new Mapping("{\"a\": name & \"!\", \"b\": $steps.form.email}");

    var mapped = mapping.evaluate(Map.of("name", "Ada"), Map.of("form", Map.of("email", "a@b.c")));

    assertThat(mapped).isEqualTo(Map.of("a", "Ada!", "b", "a@b.c"));
  }

  @Test
  void saysWhereAnExpressionIsBroken() {
    assertThatThrownBy(() -> new Mapping("{\"a\": name &"))
        .isInstanceOf(MappingFailed.class)
        .hasMessageStartingWith("mapping: ");
  }

  @Test
  void endlessExpressionsAreStopped() {
    stops("($f := function($x) { $f($x + 1) }; $f(0))");
    stops("($f := function($x) { 1 + $f($x + 1) }; $f(0))");
    stops("$map([1..9999999], function($x) { $map([1..9999999], function($y) { $y }) })");
  }

  @Test
  void largeValuesAreRefused() {
    stops("$pad('a', 500000000)");
    stops("$pad('a', -500000000)");
    stops("($f := function($s) { $f($s & $s) }; $length($f('aaaaaaaaaaaaaaaa')))");
  }

  @Test
  void padStillPads() {
    assertThat(new Mapping("$pad('a', 3) & $pad('a', -3, '#')").evaluate(null, Map.of()))
        .isEqualTo("a  ##a");
  }

  @Test
  void textIsNeverCode() {
    assertThatThrownBy(() -> new Mapping("$eval('1+1')").evaluate(Map.of(), Map.of()))
        .isInstanceOf(MappingFailed.class)
        .hasMessageContaining("$eval is not available");
    assertThatThrownBy(() -> new Mapping("$map(['1'], $eval)").evaluate(Map.of(), Map.of()))
        .isInstanceOf(MappingFailed.class);
    for (var probe :
        List.of(
            "''.getClass()", "__proto__", "constructor.constructor('x')", "T(java.lang.Runtime)")) {
      assertThat(attempt(probe)).as(probe).isNotInstanceOf(Class.class);
    }
    assertThat(new Mapping("'${jndi:ldap://x}'").evaluate(null, Map.of()))
        .isEqualTo("${jndi:ldap://x}");
  }

  @Test
  void functionsInAResultAreRefusedWithTheirPlace() {
    assertThatThrownBy(
            () -> new Mapping("{\"a\": {\"b\": $uppercase}}").evaluate(Map.of(), Map.of()))
        .hasMessage("mapping: its result has a function at /a/b");
  }

  @Test
  void oneMessageNeverSeesAnother() throws Exception {
    var mapping =
        new Mapping("($seen := $exists($mine) ? $mine : n; $mine := n; [n, $seen, $steps.s.n])");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Object>>();
      for (int i = 0; i < 400; i++) {
        int number = i;
        calls.add(() -> mapping.evaluate(Map.of("n", number), Map.of("s", Map.of("n", number))));
      }

      var results = threads.invokeAll(calls);

      for (int i = 0; i < 400; i++) {
        assertThat(results.get(i).get()).isEqualTo(List.of(i, i, i));
      }
    }
    assertThat(mapping.evaluate(Map.of("n", -1), Map.of("s", Map.of("n", -1))))
        .isEqualTo(List.of(-1, -1, -1));
  }

  private static void stops(String expression) {
    var before = System.nanoTime();

    assertThatThrownBy(() -> new Mapping(expression).evaluate(Map.of(), Map.of()))
        .as(expression)
        .isInstanceOf(MappingFailed.class);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
  }

  private static Object attempt(String expression) {
    try {
      return String.valueOf(new Mapping(expression).evaluate(Map.of(), Map.of()));
    } catch (MappingFailed refused) {
      return refused;
    }
  }
}
