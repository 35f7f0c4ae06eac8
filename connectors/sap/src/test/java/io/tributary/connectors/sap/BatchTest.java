package io.tributary.connectors.sap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches, at a strict service of each version. */
class BatchTest {
  private TestService service;

  @AfterEach
  void stop() {
    service.close();
  }

  private void start(Protocol protocol) {
    service = new TestService(protocol);
    service.store.product(1, "Feder – äöü", "12.50", Instant.parse("2026-11-27T12:00:00Z"));
  }

  private Result run(Map<String, ?> fields, String requests) {
    return Run.action(new Batch())
        .withConnection(service.connection())
        .withFields(fields)
        .on("{\"requests\": [" + requests + "]}");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> responses(Result result) {
    return (List<Map<String, Object>>) result.only().asMap().get("responses");
  }

  private static final String READ = "{\"method\": \"GET\", \"url\": \"Products(1)\"}";
  private static final String LIST = "{\"method\": \"GET\", \"url\": \"Products?$top=5\"}";

  private static String create(String id, int product, String group) {
    return "{\"id\": \"%s\", \"method\": \"POST\", \"url\": \"Products\", \"group\": \"%s\", \"body\":"
            .formatted(id, group)
        + " {\"ID\": %d, \"Name\": \"Füller\", \"Price\": \"1.10\"}}".formatted(product);
  }

  @ParameterizedTest
  @CsvSource({"V2,multipart", "V4,multipart", "V4,json"})
  void readsAndChangesGoTogether(Protocol protocol, String format) {
    start(protocol);

    var result =
        run(
            Map.of("format", format),
            READ + "," + create("a", 2, "g") + "," + create("b", 3, "g") + "," + LIST);

    var responses = responses(result);
    assertThat(result.only().asMap()).containsEntry("succeeded", true);
    assertThat(responses).extracting(one -> one.get("status")).containsExactly(200, 201, 201, 200);
    assertThat((Map<?, ?>) responses.getFirst().get("body"))
        .satisfies(
            body -> {
              assertThat(body.get("Name")).isEqualTo("Feder – äöü");
              assertThat(body.get("Price")).isEqualTo("12.50");
            });
    assertThat((List<?>) responses.getLast().get("body")).hasSize(3);
    assertThat(responses).extracting(one -> one.get("id")).containsExactly("1", "a", "b", "4");
  }

  @ParameterizedTest
  @CsvSource({"V2,multipart", "V4,multipart", "V4,json"})
  void aGroupTakesEffectWholeOrNotAtAll(Protocol protocol, String format) {
    start(protocol);

    var result = run(Map.of("format", format), create("a", 2, "g") + "," + create("b", 1, "g"));

    assertThat(service.store.products().rows).hasSize(1);
    assertThat(result.only().asMap()).containsEntry("succeeded", false);
    assertThat(responses(result).getLast().get("error").toString())
        .contains("input#/requests/1", "EXISTS");
  }

  @ParameterizedTest
  @CsvSource({"V2,multipart", "V4,multipart"})
  void oneRefusalDoesNotStopTheOthers(Protocol protocol, String format) {
    start(protocol);

    var result =
        run(Map.of("format", format), create("a", 1, "") + "," + create("b", 2, "") + "," + READ);

    assertThat(responses(result).subList(1, 3))
        .extracting(one -> one.get("status"))
        .containsExactly(201, 200);
    assertThat(responses(result).getFirst().get("error").toString()).contains("EXISTS");
  }

  @Test
  void aRefusalFailsTheMessageWhereTheAuthorSaysSo() {
    start(Protocol.V4);

    var outcome = run(Map.of("onFailure", "fail"), create("a", 1, "")).outcome();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).startsWith("input#/requests/0: EXISTS"));
  }

  @Test
  void mistakesAreToldBeforeAnythingIsSent() {
    start(Protocol.V4);
    var mistakes = new HashMap<String, String>();
    mistakes.put(
        "{\"method\": \"GET\", \"url\": \"http://evil.example/\"}", "input#/requests/0/url");
    mistakes.put("{\"method\": \"TRACE\", \"url\": \"Products\"}", "input#/requests/0/method");
    mistakes.put(
        create("a", 2, "g") + "," + READ + "," + create("b", 3, "g"), "input#/requests/2/group");
    mistakes.put(create("a", 2, "") + "," + create("a", 3, ""), "input#/requests/1/id");
    mistakes.put(
        "{\"method\": \"GET\", \"url\": \"Products\", \"headers\": {\"A\": \"b\\r\\nc\"}}",
        "input#/requests/0/headers/A");

    mistakes.forEach(
        (requests, place) ->
            assertThat(run(Map.of(), requests).outcome())
                .isInstanceOfSatisfying(
                    Outcome.GivenUp.class, given -> assertThat(given.message()).startsWith(place)));
    assertThat(service.count("POST")).isZero();
  }

  @Test
  void jsonIsForVersionFour() {
    start(Protocol.V2);

    assertThat(run(Map.of("format", "json"), READ).outcome()).isInstanceOf(Outcome.GivenUp.class);
  }
}
