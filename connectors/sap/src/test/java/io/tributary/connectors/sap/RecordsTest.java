package io.tributary.connectors.sap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Action;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Single entities, at a strict service of each version. */
class RecordsTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00.250Z");

  private TestService service;

  @AfterEach
  void stop() {
    service.close();
  }

  private void start(Protocol protocol) {
    service = new TestService(protocol);
    service.store.product(1, "Pen's \"best\"", "12.50", NOON);
    service.store.product(2, "Ink", "9007199254740993.01", NOON);
  }

  private Result run(Action<?> action, Map<String, ?> fields, String input) {
    return Run.action(action).withConnection(service.connection()).withFields(fields).on(input);
  }

  private static Map<String, Object> with(Object... pairs) {
    var map = new HashMap<String, Object>(Map.of("entitySet", "Products"));
    for (int index = 0; index < pairs.length; index += 2) {
      map.put((String) pairs[index], pairs[index + 1]);
    }
    return map;
  }

  private Map<String, Object> stored(int id) {
    return service.store.products().rows.get(service.store.products().key(Map.of("ID", id))).values;
  }

  @ParameterizedTest
  @EnumSource
  void bothVersionsGiveTheSameShape(Protocol protocol) {
    start(protocol);

    var told = run(new Read(), with(), "{\"ID\": 2}").only().asMap();

    assertThat(told).containsEntry("found", true);
    assertThat(entity(told))
        .containsEntry("ID", 2)
        .containsEntry("Price", "9007199254740993.01")
        .containsEntry("Released", "2026-11-27")
        .doesNotContainKeys("__metadata", "@odata.etag");
    assertThat(entity(told).get("ChangedAt").toString()).startsWith("2026-11-27T12:00:00.25");
  }

  @ParameterizedTest
  @EnumSource
  void metadataIsKeptUnderTheSameNames(Protocol protocol) {
    start(protocol);

    var told = run(new Read(), with("keepMetadata", true), "{\"ID\": 1}").only().asMap();

    assertThat(entity(told)).containsEntry("@odata.etag", "W/\"1\"");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotThereIsSaid(Protocol protocol) {
    start(protocol);

    assertThat(run(new Read(), with(), "{\"ID\": 7}").only().asMap()).containsEntry("found", false);
    assertThat(run(new Read(), with("mustExist", true), "{\"ID\": 7}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            gone -> assertThat(gone.message()).contains("input#", "NOT_FOUND"));
  }

  @ParameterizedTest
  @EnumSource
  void createsWithTypesThatTheVersionWants(Protocol protocol) {
    start(protocol);

    var told =
        run(
                new Create(),
                with(),
                "{\"ID\": \"3\", \"Name\": \"Quill\", \"Price\": \"0.10\", \"ChangedAt\":"
                    + " \"2026-11-27T13:00:00+01:00\", \"Released\": \"2026-01-02\"}")
            .only();

    assertThat(told.asMap()).containsEntry("created", true).containsEntry("etag", "W/\"1\"");
    assertThat(told.key()).contains("3");
    assertThat(stored(3))
        .containsEntry("Price", new BigDecimal("0.10"))
        .containsEntry("ChangedAt", Instant.parse("2026-11-27T12:00:00Z"))
        .containsEntry("Released", java.time.LocalDate.of(2026, 1, 2));
  }

  @ParameterizedTest
  @EnumSource
  void createsWhatIsNested(Protocol protocol) {
    start(protocol);

    run(
            new Create(),
            Map.of("entitySet", "Orders"),
            "{\"ID\": \"O 1\", \"Items\": [{\"OrderID\": \"O 1\", \"Line\": 10, \"Quantity\": 2}]}")
        .only();

    var read =
        run(
            new Read(),
            Map.of("entitySet", "Orders", "expand", java.util.List.of("Items")),
            "{\"ID\": \"O 1\"}");
    assertThat(entity(read.only().asMap()).get("Items"))
        .isEqualTo(java.util.List.of(Map.of("OrderID", "O 1", "Line", 10, "Quantity", 2)));
    var item =
        run(new Read(), Map.of("entitySet", "OrderItems"), "{\"OrderID\": \"O 1\", \"Line\": 10}");
    assertThat(entity(item.only().asMap())).containsEntry("Quantity", 2);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalNamesFieldCauseAndNextStep(Protocol protocol) {
    start(protocol);
    var input = "{\"ID\": 3, \"Name\": \"" + "x".repeat(41) + "\"}";

    var outcome = run(new Create(), with(), input).outcome();

    assertThat(outcome)
        .isEqualTo(
            new Outcome.GivenUp(
                "input#/Name: TOO_LONG, longer than 40 letters. Correct the value in the mapping,"
                    + " or the step's fields"));
  }

  @ParameterizedTest
  @EnumSource
  void aPropertyThatIsNoneIsNamedBeforeAnythingIsSent(Protocol protocol) {
    start(protocol);

    var outcome = run(new Create(), with(), "{\"ID\": 3, \"Nmae\": \"x\"}").outcome();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).startsWith("input#/Nmae: Product has no such"));
    assertThat(service.count("POST")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatedCreationIsTakenWhereTheAuthorSaysSo(Protocol protocol) {
    start(protocol);
    var input = "{\"ID\": 1, \"Name\": \"Other\"}";

    assertThat(run(new Create(), with(), input).outcome()).isInstanceOf(Outcome.GivenUp.class);
    var told = run(new Create(), with("ifThere", "take"), input).only().asMap();

    assertThat(told).containsEntry("created", false);
    assertThat(stored(1)).containsEntry("Name", "Pen's \"best\"");
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatCarriesTheSameRequestId(Protocol protocol) {
    start(protocol);
    var first = run(new Create(), with("repeatable", true), "{\"ID\": 3, \"Name\": \"Q\"}");
    var again =
        Run.action(new Create())
            .withConnection(service.connection())
            .withFields(with("repeatable", true))
            .withCursor(first.cursor().orElseThrow())
            .on("{\"ID\": 3, \"Name\": \"Q\"}");

    assertThat(first.outcome()).isEqualTo(new Outcome.Done());
    assertThat(again.only().asMap()).containsEntry("created", true);
    var shape =
        protocol == Protocol.V2
            ? "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"
            : "[A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} [0-9:]{8} GMT";
    var name = protocol == Protocol.V2 ? "RepeatabilityCreation" : "Repeatability-First-Sent";
    assertThat(service.requests.stream().map(one -> one.header(name)).filter(t -> !t.isEmpty()))
        .hasSize(2)
        .allMatch(text -> text.matches(shape))
        .allMatch(text -> text.equals(service.requests.getLast().header(name)));
  }

  @ParameterizedTest
  @EnumSource
  void changesOnlyWhatIsGiven(Protocol protocol) {
    start(protocol);

    var told = run(new Update(), with(), "{\"ID\": 1, \"Price\": 13}").only().asMap();

    assertThat(told).containsEntry("created", false).containsEntry("etag", "W/\"2\"");
    assertThat(stored(1))
        .containsEntry("Price", new BigDecimal("13"))
        .containsEntry("Name", "Pen's \"best\"");
  }

  @ParameterizedTest
  @EnumSource
  void aStateThatIsGoneIsNotOverwritten(Protocol protocol) {
    start(protocol);
    run(new Update(), with(), "{\"ID\": 1, \"Price\": 13}").only();
    var stale = "{\"ID\": 1, \"Price\": 14, \"@odata.etag\": \"W/\\\"1\\\"\"}";

    assertThat(run(new Update(), with(), stale).outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).contains("CHANGED", "Somebody else changed it"));
    assertThat(stored(1)).containsEntry("Price", new BigDecimal("13"));

    run(new Update(), with("conflict", "again"), stale).only();
    assertThat(stored(1)).containsEntry("Price", new BigDecimal("14"));
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateThatWasNotHeardOfIsNoConflict(Protocol protocol) {
    start(protocol);
    var input = "{\"ID\": 1, \"Price\": 13.0, \"@odata.etag\": \"W/\\\"1\\\"\"}";
    run(new Update(), with(), input).only();

    assertThat(run(new Update(), with(), input).outcome()).isEqualTo(new Outcome.Done());
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateCreatesNothing(Protocol protocol) {
    start(protocol);

    assertThat(run(new Update(), with(), "{\"ID\": 8, \"Price\": 1}").outcome())
        .isInstanceOf(Outcome.GivenUp.class);
    assertThat(service.store.products().rows).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void upsertCreatesThenChanges(Protocol protocol) {
    start(protocol);

    var first = run(new Upsert(), with(), "{\"ID\": 5, \"Name\": \"Nib\"}").only().asMap();
    var second = run(new Upsert(), with(), "{\"ID\": 5, \"Name\": \"Nibs\"}").only().asMap();

    assertThat(first).containsEntry("created", true);
    assertThat(second).containsEntry("created", false);
    assertThat(stored(5)).containsEntry("Name", "Nibs");
  }

  @ParameterizedTest
  @EnumSource
  void upsertChangesWhatAppearedMeanwhile(Protocol protocol) {
    start(protocol);
    var posts = new AtomicInteger();
    service.before =
        asked -> {
          if (asked.method().equals("POST")
              && !asked.header("x-csrf-token").isEmpty()
              && posts.getAndIncrement() == 0) {
            service.store.product(6, "Theirs", "1", NOON);
          }
          return null;
        };

    var told = run(new Upsert(), with(), "{\"ID\": 6, \"Name\": \"Ours\"}").only().asMap();

    assertThat(told).containsEntry("created", false);
    assertThat(stored(6)).containsEntry("Name", "Ours").containsEntry("Price", new BigDecimal("1"));
  }

  @Test
  void upsertCreatesByKeyWhereTheServiceAllowsIt() {
    start(Protocol.V4);

    run(new Upsert(), with("create", "patch"), "{\"ID\": 5, \"Name\": \"Nib\"}").only();

    assertThat(service.count("POST")).isZero();
    assertThat(stored(5)).containsEntry("Name", "Nib");
  }

  @ParameterizedTest
  @EnumSource
  void deletingTwiceIsNoFailure(Protocol protocol) {
    start(protocol);

    assertThat(run(new Delete(), with(), "{\"ID\": 1}").only().asMap())
        .containsEntry("deleted", true);
    assertThat(run(new Delete(), with(), "{\"ID\": 1}").only().asMap())
        .containsEntry("deleted", false);
  }

  @ParameterizedTest
  @EnumSource
  void callsOperations(Protocol protocol) {
    start(protocol);
    boolean isV2 = protocol == Protocol.V2;

    var count =
        run(
            new CallOperation(),
            Map.of("operation", "CountByName"),
            "{\"parameters\": {\"Name\": \"Pen's \\\"best\\\"\"}}");
    var discount =
        run(
            new CallOperation(),
            isV2
                ? Map.of("operation", "Discount")
                : Map.of("operation", "shop.Discount of shop.Product", "entitySet", "Products"),
            isV2
                ? "{\"parameters\": {\"ID\": 1, \"Percent\": \"10\"}}"
                : "{\"key\": {\"ID\": 1}, \"parameters\": {\"Percent\": \"10\"}}");

    assertThat(count.only().asMap()).containsEntry("result", 1);
    assertThat((Map<?, ?>) discount.only().asMap().get("result"))
        .satisfies(
            result ->
                assertThat(new BigDecimal(result.get("Price").toString()))
                    .isEqualByComparingTo("11.25"));
  }

  @ParameterizedTest
  @EnumSource
  void anEndedSessionIsRenewedOnce(Protocol protocol) {
    start(protocol);
    run(new Update(), with(), "{\"ID\": 1, \"Price\": 13}").only();
    run(new Update(), with(), "{\"ID\": 1, \"Price\": 14}").only();
    assertThat(service.tokensGiven()).isEqualTo(1);
    service.endSession();

    run(new Update(), with(), "{\"ID\": 1, \"Price\": 15}").only();

    assertThat(service.tokensGiven()).isEqualTo(2);
    assertThat(stored(1)).containsEntry("Price", new BigDecimal("15"));
    run(new Read(), with(), "{\"ID\": 1}").only();
    assertThat(service.requests.getLast().header("cookie")).contains("SAP_SESSIONID=s2");
  }

  @ParameterizedTest
  @EnumSource
  void aServiceWithoutTokensWantsNone(Protocol protocol) {
    start(protocol);
    service.wantsToken = false;

    run(new Update(), with(), "{\"ID\": 1, \"Price\": 13}").only();

    assertThat(stored(1)).containsEntry("Price", new BigDecimal("13"));
  }

  @Test
  void refusalsAreSorted() {
    start(Protocol.V4);
    assertThat(told(429, Map.of("Retry-After", "7"), ""))
        .isInstanceOfSatisfying(
            Outcome.RetriedLater.class,
            later -> assertThat(later.after()).isEqualTo(Optional.of(Duration.ofSeconds(7))));
    assertThat(told(503, Map.of(), "")).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(told(401, Map.of(), "")).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(told(403, Map.of(), "<html>no</html>"))
        .isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(
            told(403, Map.of(), "{\"error\":{\"code\":\"AUTH\",\"message\":\"no authorization\"}}"))
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).contains("AUTH", "authorization in SAP"));
    assertThat(told(302, Map.of("Location", "https://login.example"), ""))
        .isInstanceOf(Outcome.ConnectionRefused.class);
  }

  private Outcome told(int status, Map<String, String> headers, String body) {
    service.before =
        asked ->
            asked.path().startsWith("Products")
                ? new TestService.Told(status, headers, body.getBytes())
                : null;
    return run(new Read(), with(), "{\"ID\": 1}").outcome();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> entity(Map<String, Object> told) {
    return (Map<String, Object>) told.get("entity");
  }
}
