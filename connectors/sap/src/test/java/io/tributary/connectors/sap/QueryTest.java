package io.tributary.connectors.sap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Queries, at a strict service of each version. */
class QueryTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private TestService service;

  @AfterEach
  void stop() {
    service.close();
  }

  private void start(Protocol protocol, int products) {
    service = new TestService(protocol);
    for (int id = 1; id <= products; id++) {
      service.store.product(id, "P" + id, id + ".50", NOON.plusSeconds(id));
    }
  }

  private Run query(Object... pairs) {
    var fields = new HashMap<String, Object>(Map.of("entitySet", "Products"));
    for (int index = 0; index < pairs.length; index += 2) {
      fields.put((String) pairs[index], pairs[index + 1]);
    }
    return Run.action(new Query()).withConnection(service.connection()).withFields(fields);
  }

  private static List<Integer> ids(Result result) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    return result.emitted().stream().map(one -> (Integer) one.asMap().get("ID")).toList();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @ParameterizedTest
  @EnumSource
  void valuesGoIntoAFilterAsWhatTheyAreComparedWith(Protocol protocol) {
    start(protocol, 9);

    var found =
        query("filter", "(ID ge :from and Price lt :price) or ChangedAt eq :at or Name eq ':from'")
            .on(
                "{\"parameters\": {\"from\": \"3\", \"price\": \"5.50\","
                    + " \"at\": \"2026-11-27T12:00:09Z\"}}");

    assertThat(ids(found)).containsExactly(3, 4, 9);
  }

  @ParameterizedTest
  @EnumSource
  void aValueCannotBecomeAPartOfTheFilter(Protocol protocol) {
    start(protocol, 3);

    var found =
        query("filter", "Name eq :name").on("{\"parameters\": {\"name\": \"x' or Name ne 'x\"}}");

    assertThat(ids(found)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"V2,links", "V2,key", "V2,skip", "V4,links", "V4,key", "V4,skip"})
  void everyPagingGivesEachEntityOnce(Protocol protocol, String paging) {
    start(protocol, 250);
    if (paging.equals("links")) {
      service.entities.pageSize = 100;
    }

    var found = query("paging", paging, "pageSize", 50, "filter", "ID gt 0").on("{}");

    assertThat(ids(found)).isEqualTo(upTo(250));
    assertThat(found.emitted().getLast().key()).contains("250");
  }

  @ParameterizedTest
  @CsvSource({"V2,links", "V2,key", "V4,skip"})
  void aLaterAttemptGoesOnAtItsPage(Protocol protocol, String paging) {
    start(protocol, 250);
    service.entities.pageSize = 100;
    var whole = query("paging", paging, "pageSize", 100);
    service.before =
        asked ->
            service.requests.stream().filter(one -> one.path().equals("Products")).count() == 3
                ? new TestService.Told(503, Map.of(), new byte[0])
                : null;

    var first = whole.on("{}");
    var second = whole.withCursor(first.cursor().orElseThrow()).on("{}");

    assertThat(first.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(first.emitted()).hasSize(200);
    assertThat(ids(second)).isEqualTo(IntStream.rangeClosed(201, 250).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  void aServiceWithoutPagesIsCommittedInPagesAllTheSame(Protocol protocol) {
    start(protocol, 4_500);

    var found = query().on("{}");
    var rest = query().withCursor(found.cursor().orElseThrow()).on("{}");

    assertThat(ids(found)).isEqualTo(upTo(4_500));
    assertThat(found.cursor().orElseThrow()).contains("\"passed\":4000");
    assertThat(ids(rest)).hasSize(500).startsWith(4_001);
  }

  @ParameterizedTest
  @CsvSource({"V2,key", "V4,skip"})
  void aServiceThatGivesFewerThanAskedForLosesNothing(Protocol protocol, String paging) {
    start(protocol, 100);
    service.entities.silentCap = 30;

    assertThat(ids(query("paging", paging, "pageSize", 50).on("{}"))).isEqualTo(upTo(100));
  }

  @ParameterizedTest
  @CsvSource({"links", "key", "skip"})
  void noMoreThanTheAuthorWants(String paging) {
    start(Protocol.V4, 30);

    assertThat(ids(query("paging", paging, "pageSize", 10, "top", 25).on("{}")))
        .isEqualTo(upTo(25));
  }

  @Test
  void theKeyComesAlongWithWhatIsSelected() {
    start(Protocol.V2, 1);

    var found = query("select", "Name").on("{}").only();

    assertThat(found.asMap()).isEqualTo(Map.of("Name", "P1", "ID", 1));
  }

  @Test
  void theLoginDoesNotGoToAnotherHost() {
    start(Protocol.V4, 1);
    service.before =
        asked ->
            asked.path().equals("Products")
                ? TestService.Told.json(
                    200, Map.of("value", List.of(), "@odata.nextLink", "http://evil.example/x"))
                : null;

    assertThat(query().on("{}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class, given -> assertThat(given.message()).contains("another host"));
  }

  @Test
  void anAnswerWithoutAListIsNotTakenForAnEmptyOne() {
    start(Protocol.V4, 1);
    service.before =
        asked ->
            asked.path().equals("Products")
                ? TestService.Told.json(200, Map.of("ID", 1, "value", "x"))
                : null;

    assertThat(query().on("{}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class, given -> assertThat(given.message()).contains("no list"));
  }

  @Test
  void aPartialExpansionCanBeSeen() {
    start(Protocol.V2, 1);
    service.before =
        asked ->
            asked.path().equals("Orders")
                ? TestService.Told.json(
                    200,
                    Map.of(
                        "d",
                        Map.of(
                            "results",
                            List.of(
                                Map.of(
                                    "ID",
                                    "1",
                                    "Items",
                                    Map.of(
                                        "results",
                                        List.of(Map.of("Line", 1)),
                                        "__next",
                                        "Orders('1')/Items?$skiptoken=1"))))))
                : null;

    assertThat(query("entitySet", "Orders", "expand", "Items").on("{}").only().asMap())
        .containsEntry("Items", List.of(Map.of("Line", 1)))
        .containsEntry("Items@odata.nextLink", "Orders('1')/Items?$skiptoken=1");
  }

  @Test
  void anEntitySetThatIsNotThereIsNamed() {
    start(Protocol.V4, 1);

    assertThat(query("entitySet", "Product").on("{}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given ->
                assertThat(given.message())
                    .startsWith("fields#/entitySet: the service has no \"Product\"")
                    .contains("such as Products"));
  }
}
