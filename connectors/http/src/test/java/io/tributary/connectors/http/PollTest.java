package io.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Output;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollTest {
  private final StrictServer server = new StrictServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void givesTheBodyOnceUntilItChanges() {
    versioned("\"v1\"", "{\"a\": 1}");
    var first = poll("", Map.of());
    var second = poll(first.snapshot().orElseThrow(), Map.of());
    versioned("\"v2\"", "{\"a\": 2}");
    var third = poll(first.snapshot().orElseThrow(), Map.of());

    assertThat(first.only().asMap()).containsEntry("body", Map.of("a", 1));
    assertThat(second.outcome()).isEqualTo(new Outcome.Done());
    assertThat(second.emitted()).isEmpty();
    assertThat(third.only().asMap()).containsEntry("body", Map.of("a", 2));
    assertThat(server.asked().get(1).header("If-None-Match")).isEqualTo("\"v1\"");
    assertThat(server.asked().get(1).header("If-Modified-Since"))
        .isEqualTo("Fri, 27 Nov 2026 10:00:00 GMT");
  }

  @Test
  void whatIsKeptBelongsToOneAddress() {
    versioned("\"v1\"", "[1]");
    server.json("/other", "2");
    var first = poll("", Map.of());

    var other = poll(first.snapshot().orElseThrow(), Map.of("path", "/other"));

    assertThat(other.only().asMap()).containsEntry("body", 2);
    assertThat(server.asked().getLast().header("If-None-Match")).isEmpty();
  }

  @Test
  void givesOnlyItemsThatAreNew() {
    var fields = Map.of("items", "/items", "key", "/id");
    server.json("/feed", "{\"items\": [{\"id\": 2}, {\"id\": \"a\"}, {\"id\": 2}]}");
    var first = poll("", fields);
    server.json("/feed", "{\"items\": [{\"id\": 3}, {\"id\": 2}]}");
    var second = poll(first.snapshot().orElseThrow(), fields);
    server.json("/feed", "{\"items\": [{\"id\": \"a\"}, {\"id\": 4}]}");
    var third = poll(second.snapshot().orElseThrow(), fields);

    assertThat(json(first)).isEqualTo("{\"id\":2} {\"id\":\"a\"}");
    assertThat(json(second)).isEqualTo("{\"id\":3}");
    assertThat(json(third)).isEqualTo("{\"id\":4}");
  }

  @Test
  void givesAllItemsWithoutAKey() {
    server.json("/feed", "{\"all\": [1, 2]}");

    assertThat(json(poll("", Map.of("items", "/all")))).isEqualTo("1 2");
  }

  @Test
  void aFailedPollKeepsWhatWasKnown() {
    versioned("\"v1\"", "1");
    var first = poll("", Map.of());
    server.on("/feed", 503, Map.of(), "");

    var failed = poll(first.snapshot().orElseThrow(), Map.of());

    assertThat(failed.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(failed.snapshot()).isEmpty();
  }

  @Test
  void asManyKeysAsTheSnapshotHoldsAreRemembered() {
    server.json("/feed", list(Seen.MOST_KEYS));
    var keyed = Map.of("items", "/all", "key", "/id");

    var first = poll("", keyed);
    var second = poll(first.snapshot().orElseThrow(), keyed);
    server.json("/feed", list(Seen.MOST_KEYS + 1));
    var tooMany = poll("", keyed);

    assertThat(first.emitted()).hasSize(Seen.MOST_KEYS);
    assertThat(first.snapshot().orElseThrow())
        .hasSizeLessThan(40 * 1024 - 4 * Seen.LONGEST_VALIDATOR);
    assertThat(second.outcome()).isEqualTo(new Outcome.Done());
    assertThat(second.emitted()).isEmpty();
    assertThat(((Outcome.GivenUp) tooMany.outcome()).message()).contains("more than 3000 items");
  }

  @Test
  void aLongListIsCommittedInPortionsAndGoesOnThere() {
    var fields = Map.of("items", "/all");
    server.json("/feed", list(12_000));

    var whole = poll("", fields);
    var resumed = run(fields).withCursor("10000").poll();

    assertThat(whole.emitted()).hasSize(12_000);
    assertThat(whole.cursor()).contains("10000");
    assertThat(resumed.emitted()).hasSize(2_000);
    assertThat(resumed.emitted().getFirst().json()).isEqualTo("{\"id\":10000}");
  }

  @Test
  void anItemWithoutItsKeyIsNamed() {
    server.json("/feed", "[{\"id\": null}]");

    assertThat(
            ((Outcome.GivenUp) poll("", Map.of("items", "/items", "key", "/id")).outcome())
                .message())
        .contains("has no list");
    server.json("/feed", "{\"items\": [{\"id\": null}]}");
    assertThat(
            ((Outcome.GivenUp) poll("", Map.of("items", "/items", "key", "/id")).outcome())
                .message())
        .contains("fields#/key");
  }

  private static String list(int items) {
    return IntStream.range(0, items)
        .mapToObj(id -> "{\"id\":" + id + "}")
        .collect(Collectors.joining(",", "{\"all\":[", "]}"));
  }

  private void versioned(String etag, String body) {
    server.on(
        "/feed",
        (exchange, asked) -> {
          boolean same = asked.header("If-None-Match").equals(etag);
          var headers =
              Map.of(
                  "ETag", etag,
                  "Last-Modified", "Fri, 27 Nov 2026 10:00:00 GMT",
                  "Content-Type", "application/json");
          StrictServer.send(exchange, same ? 304 : 200, headers, same ? "" : body);
        });
  }

  private Result poll(String snapshot, Map<String, String> fields) {
    var run = run(fields);
    return (snapshot.isEmpty() ? run : run.withSnapshot(snapshot)).poll();
  }

  private Run run(Map<String, String> fields) {
    var all = new HashMap<>(Map.of("path", "/feed"));
    all.putAll(fields);
    return Run.polling(new Poll()).withConnection(Map.of("url", server.url())).withFields(all);
  }

  private static String json(Result result) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    return result.emitted().stream().map(Output::json).collect(Collectors.joining(" "));
  }
}
