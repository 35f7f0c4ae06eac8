package io.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Output;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadPagesTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final StrictServer server = new StrictServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void followsTheLinkHeader() {
    var link = "<%s/list?p=9>; rel=\"last\", </list?p=2>; title=\"a, b\"; rel=\"x next\"";
    server.on(
        "/list",
        (exchange, asked) -> {
          if (asked.query().equals("p=2")) {
            StrictServer.send(exchange, 200, Map.of("Link", "</list?p=1>; rel=prev"), "[3]");
          } else {
            StrictServer.send(
                exchange, 200, Map.of("Link", link.formatted(server.url())), "[1, 2]");
          }
        });

    assertThat(given(read(Map.of("paging", "link")))).containsExactly("1", "2", "3");
  }

  @Test
  void followsAnAddressInTheBody() {
    server.on(
        "/list",
        (exchange, asked) ->
            StrictServer.send(
                exchange,
                200,
                JSON,
                asked.query().contains("p=2")
                    ? "{\"data\": {\"items\": [3]}, \"next\": null}"
                    : "{\"next\": \"?p=2\", \"data\": {\"more\": [[]], \"items\": [1, {\"a\":"
                        + " 2.50}]}}"));

    var result = read(Map.of("paging", "next", "items", "/data/items", "next", "/next"));

    assertThat(given(result)).containsExactly("1", "{\"a\":2.50}", "3");
  }

  @Test
  void sendsTheCursorBack() {
    cursors(
        "{\"items\": [1], \"meta\": {\"after\": \"c&1\"}}",
        "c%261",
        "{\"items\": [2], \"meta\": {}}");

    var result =
        read(
            Map.of(
                "paging",
                "cursor",
                "items",
                "/items",
                "next",
                "/meta/after",
                "parameter",
                "after",
                "pageSize",
                50));

    assertThat(given(result)).containsExactly("1", "2");
    assertThat(server.asked())
        .extracting(StrictServer.Asked::query)
        .containsExactly("limit=50", "limit=50&after=c%261");
  }

  @Test
  void countsPagesUntilOneIsEmpty() {
    byQuery(Map.of("page=1", "[1, 2]", "page=2", "[3]", "page=3", "[]"));

    assertThat(given(read(Map.of("paging", "page")))).containsExactly("1", "2", "3");
  }

  @Test
  void countsItemsAsTheyCameNotAsTheyWereAskedFor() {
    byQuery(
        Map.of(
            "limit=100&offset=0", "[1, 2]",
            "limit=100&offset=2", "[3]",
            "limit=100&offset=3", "[]"));

    assertThat(given(read(Map.of("paging", "offset", "pageSize", 100))))
        .containsExactly("1", "2", "3");
  }

  @Test
  void goesOnAtThePageWhereACrashWas() {
    server.on(
        "/list",
        (exchange, asked) -> {
          int status = asked.query().equals("page=3") ? 503 : 200;
          StrictServer.send(exchange, status, JSON, "[\"" + asked.query() + "\"]");
        });

    var crashed = read(Map.of("paging", "page"));
    byQuery(Map.of("page=3", "[3]", "page=4", "[]"));
    var resumed =
        run(Map.of("paging", "page"))
            .withCursor(crashed.cursor().orElseThrow())
            .on("{\"path\": \"/list\"}");

    assertThat(crashed.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(given(resumed)).containsExactly("3");
  }

  @Test
  void aLongPageIsCommittedInPortionsAndGoesOnThere() {
    var page =
        IntStream.range(0, 12_000)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(",", "[", "]"));
    byQuery(Map.of("page=1", page, "page=2", "{"));

    var crashed = read(Map.of("paging", "page"));
    byQuery(Map.of("page=1", page, "page=2", "[]"));
    var resumed =
        run(Map.of("paging", "page"))
            .withCursor("{\"pages\":0,\"at\":\"1\",\"given\":10000}")
            .on("{\"path\": \"/list\"}");

    assertThat(crashed.emitted()).hasSize(12_000);
    assertThat(crashed.cursor()).contains("{\"pages\":1,\"at\":\"2\",\"given\":0}");
    assertThat(given(resumed)).hasSize(2_000).startsWith("10000").endsWith("11999");
  }

  @Test
  void stopsWhereACursorLeadsBack() {
    cursors("{\"items\": [1], \"next\": \"a\"}", "a", "{\"items\": [2], \"next\": \"a\"}");

    var result = read(Map.of("paging", "cursor", "items", "/items", "next", "/next"));

    assertThat(given(result)).containsExactly("1", "2");
    assertThat(result.logs()).anyMatch(line -> line.contains("leads back"));
  }

  @Test
  void anEmptyPageIsTheEndUnlessTheAuthorKnowsBetter() {
    var first = "{\"items\": [], \"next\": \"a\"}";
    cursors(first, "a", "{\"items\": [2]}");
    var fields =
        new HashMap<String, Object>(Map.of("paging", "cursor", "items", "/items", "next", "/next"));

    assertThat(given(read(fields))).isEmpty();
    fields.put("goOnAfterEmptyPage", true);
    assertThat(given(read(fields))).containsExactly("2");
  }

  @Test
  void tooManyPagesAreSaidAndNotForgotten() {
    server.json("/list", "[1]");

    var result = read(Map.of("paging", "page", "mostPages", 3));

    assertThat(message(result)).contains("more than 3 pages");
    assertThat(result.emitted()).hasSize(3);
    assertThat(result.cursor().orElseThrow()).isEqualTo("{\"pages\":3,\"at\":\"4\",\"given\":0}");
  }

  @Test
  void aNextPageElsewhereIsRefused() {
    server.on("/list", 200, Map.of("Link", "<https://evil.example/list>; rel=next"), "[1]");

    assertThat(message(read(Map.of("paging", "link")))).contains("leads to evil.example");
  }

  @Test
  void theKeyInTheAddressIsNotKept() {
    server.on("/list", 200, Map.of("Link", "</list?p=2&key=k-1>; rel=next"), "[1]");

    var result =
        Run.action(new ReadPages())
            .withConnection(
                Map.of("url", server.url(), "auth", "key_in_query", "keyName", "key", "key", "k-1"))
            .withFields(Map.of("paging", "link"))
            .on("{\"path\": \"/list\"}");

    assertThat(result.cursor().orElseThrow()).contains("p=2").doesNotContain("k-1");
    assertThat(server.asked().getLast().query()).isEqualTo("p=2&key=k-1");
  }

  @Test
  void whatIsNoListIsNamed() {
    server.json("/list", "{\"items\": 1}");

    assertThat(message(read(Map.of("paging", "page", "items", "/items"))))
        .contains("has no list at \"/items\"");
    assertThat(message(read(Map.of("paging", "page", "items", "/other")))).contains("has no list");
    server.on("/list", 200, Map.of(), "<html>");
    assertThat(message(read(Map.of("paging", "page")))).contains("is no JSON");
    assertThat(message(read(Map.of("paging", "cursor")))).startsWith("fields#/next");
  }

  @Test
  void anItemThatIsTooLargeIsNotHeld() {
    server.json("/list", "[\"" + "x".repeat(5 * 1024 * 1024) + "\"]");

    assertThat(message(read(Map.of("paging", "page")))).contains("too many bytes");
  }

  private void cursors(String first, String cursor, String second) {
    server.on(
        "/list",
        (exchange, asked) ->
            StrictServer.send(
                exchange, 200, JSON, asked.query().endsWith("=" + cursor) ? second : first));
  }

  private void byQuery(Map<String, String> bodies) {
    server.on(
        "/list",
        (exchange, asked) ->
            StrictServer.send(
                exchange,
                bodies.containsKey(asked.query()) ? 200 : 400,
                JSON,
                bodies.getOrDefault(asked.query(), "[]")));
  }

  private Result read(Map<String, ?> fields) {
    return run(fields).on("{\"path\": \"/list\"}");
  }

  private Run run(Map<String, ?> fields) {
    return Run.action(new ReadPages())
        .withConnection(Map.of("url", server.url()))
        .withFields(fields);
  }

  private static List<String> given(Result result) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    return result.emitted().stream().map(Output::json).toList();
  }

  private static String message(Result result) {
    return ((Outcome.GivenUp) result.outcome()).message();
  }
}
