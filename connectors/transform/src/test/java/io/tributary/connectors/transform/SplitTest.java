package io.tributary.connectors.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Output;
import io.tributary.testkit.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private final Run split = Run.action(new Split());

  @Test
  void elementsComeWithTheirKeys() {
    var result =
        split
            .withFields(Map.of("key", "/customer/id"))
            .on(Map.of("list", List.of(customer(7), customer(8))));

    assertThat(result.emitted())
        .extracting(Output::key)
        .containsExactly(Optional.of("7"), Optional.of("8"));
  }

  @Test
  void elementWithoutItsKeyIsFoundBeforeAnythingIsGiven() {
    var result =
        split
            .withFields(Map.of("key", "/customer/id"))
            .on(Map.of("list", List.of(customer(7), Map.of("customer", Map.of()))));

    assertThat(result.emitted()).isEmpty();
    assertThat(result.outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "input#/list/1/customer/id: is no text or number. Choose another key, or give it a"
                    + " value"));
  }

  @Test
  void nextAttemptGoesOnAfterTheLastPage() {
    var list = Map.of("list", IntStream.range(0, 1200).boxed().toList());

    var whole = split.on(list);
    var rest = split.withCursor(whole.cursor().orElseThrow()).on(list);

    assertThat(whole.emitted()).hasSize(1200);
    assertThat(whole.cursor()).hasValue("{\"done\":1000}");
    assertThat(rest.emitted()).isEqualTo(whole.emitted().subList(1000, 1200));
  }

  @Test
  void oneElementThatAMappingTookOutOfItsListIsAList() {
    assertThat(split.on("{\"list\": {\"id\": 1}}").only().json())
        .isEqualTo("{\"item\":{\"id\":1},\"index\":0,\"count\":1}");
  }

  @Test
  void largeBodyMayHoldAnArrayOrLines() {
    assertThat(ofBody("[{\"a\": 1}, 2]"))
        .containsExactly("{\"item\":{\"a\":1},\"index\":0}", "{\"item\":2,\"index\":1}");
    assertThat(ofBody("{\"a\": 1}\n2\n")).isEqualTo(ofBody("[{\"a\": 1}, 2]"));
  }

  @Test
  void brokenFileNamesTheElement() {
    var body = "[1, 2, {\"a\" 3}]".getBytes(UTF_8);
    var result =
        split.withLargeBodies(Map.of("b", body)).on(Map.of("list", Run.largeBody("b", body)));

    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            gone ->
                assertThat(gone.message()).startsWith("input#/list: is not JSON after element 1"));
  }

  private List<String> ofBody(String text) {
    var body = text.getBytes(UTF_8);
    return split
        .withLargeBodies(new HashMap<>(Map.of("b", body)))
        .on(Map.of("list", Run.largeBody("b", body)))
        .emitted()
        .stream()
        .map(Output::json)
        .toList();
  }

  private static Map<String, Object> customer(int id) {
    return Map.of("customer", Map.of("id", id));
  }
}
