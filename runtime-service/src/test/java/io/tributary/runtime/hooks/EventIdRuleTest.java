package io.tributary.runtime.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.InvalidName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventIdRuleTest {
  @Test
  void theUsualHeadersAreKnown() {
    assertThat(found("webhook-id", "msg_1")).isEqualTo("msg_1");
    assertThat(found("idempotency-key", "\"8e03\"")).isEqualTo("\"8e03\"");
    assertThat(found("x-github-delivery", "72d3")).isEqualTo("72d3");
    assertThat(found("x-shopify-webhook-id", "b54")).isEqualTo("b54");
    assertThat(found("ce-id", "7")).isEqualTo("7");
    assertThat(found("x-request-id", "7")).isEmpty();
  }

  @Test
  void theFirstOfThemCounts() {
    var headers =
        Map.of("ce-id", List.of("c"), "idempotency-key", List.of("i"), "webhook-id", List.of("w"));

    assertThat(EventIdRule.USUAL.find(headers)).contains("w");
  }

  @Test
  void aCloudEventsIdCountsWithinItsSource() {
    var headers = Map.of("ce-id", List.of("7"), "ce-source", List.of("/shop"));

    assertThat(EventIdRule.USUAL.find(headers)).contains("/shop 7");
    assertThat(EventIdRule.USUAL.find(Map.of("ce-source", List.of("/shop")))).isEmpty();
  }

  @Test
  void whatIsTooLongOrNotPlainIsNoId() {
    assertThat(found("webhook-id", "x".repeat(255))).hasSize(255);
    assertThat(found("webhook-id", "x".repeat(256))).isEmpty();
    assertThat(found("webhook-id", "  ")).isEmpty();
    assertThat(found("webhook-id", "käse")).isEmpty();
    assertThat(found("webhook-id", "a\u0001b")).isEmpty();
  }

  @Test
  void theAuthorMayNameAHeaderOrNone() {
    var headers = Map.of("x-event", List.of(" 9 "), "webhook-id", List.of("w"));

    assertThat(new EventIdRule("X-Event").find(headers)).contains("9");
    assertThat(new EventIdRule("x-other").find(headers)).isEmpty();
    assertThat(new EventIdRule("none").find(headers)).isEmpty();
    assertThatThrownBy(() -> new EventIdRule("not a header")).isInstanceOf(InvalidName.class);
  }

  private static String found(String header, String value) {
    return EventIdRule.USUAL.find(Map.of(header, List.of(value))).orElse("");
  }
}
