package io.tributary.connectors.sap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Output;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Polls, at a strict service of each version. */
class ChangedEntitiesTest {
  private static final Instant PAST =
      Instant.now().minusSeconds(100_000).truncatedTo(ChronoUnit.SECONDS);

  private TestService service;
  private Optional<String> snapshot = Optional.empty();

  @AfterEach
  void stop() {
    service.close();
  }

  private void start(Protocol protocol, int products) {
    service = new TestService(protocol);
    for (int id = 1; id <= products; id++) {
      change(id);
    }
  }

  private void change(int id) {
    service.store.product(id, "P" + id, "1.50", PAST.plusMillis(id));
  }

  private Result poll(Map<String, ?> more) {
    // Each poll ends after one page, so that it can be killed between any two.
    var ticks = new long[1];
    return poll(more, new ChangedEntities(() -> ticks[0] += 20_000_000_000L));
  }

  private Result poll(Map<String, ?> more, ChangedEntities trigger) {
    var fields = new HashMap<String, Object>(Map.of("entitySet", "Products"));
    fields.putAll(more);
    var run = Run.polling(trigger).withConnection(service.connection()).withFields(fields);
    return snapshot.map(run::withSnapshot).orElse(run).poll();
  }

  private List<Output> kept(Result result) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    snapshot = result.snapshot().or(() -> snapshot);
    return result.emitted();
  }

  private static List<Integer> ids(List<Output> outputs) {
    return outputs.stream().map(one -> (Integer) one.asMap().get("ID")).toList();
  }

  private static final Map<String, String> DELTA = Map.of("by", "delta", "since", "beginning");
  private static final Map<String, Object> STAMP =
      Map.of("by", "stamp", "stamp", "ChangedAt", "since", "beginning", "lag", 1);

  @ParameterizedTest
  @EnumSource
  void deltaLinksGiveWhatChangedAndWhatWasRemoved(Protocol protocol) {
    start(protocol, 3);
    assertThat(ids(kept(poll(DELTA)))).containsExactly(1, 2, 3);
    assertThat(kept(poll(DELTA))).isEmpty();
    change(2);
    var table = service.store.products();
    table.rows.remove(table.key(Map.of("ID", 3)));
    table.log.add(table.key(Map.of("ID", 3)));

    var changed = kept(poll(DELTA));

    assertThat(changed).hasSize(2);
    assertThat(changed.getFirst().asMap()).containsEntry("ID", 2);
    assertThat(changed.getLast().asMap())
        .isEqualTo(Map.of("deleted", true, "reason", "deleted", "key", Map.of("ID", 3)));
    assertThat(changed.getLast().key()).contains("3");
  }

  @ParameterizedTest
  @EnumSource
  void fromNowOnNothingOlderIsGiven(Protocol protocol) {
    start(protocol, 3);
    service.entities.pageSize = 2;
    var fromNow = Map.of("by", "delta");
    assertThat(kept(poll(fromNow))).isEmpty();
    assertThat(kept(poll(fromNow))).isEmpty();
    change(1);

    assertThat(ids(kept(poll(fromNow)))).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void anExpiredLinkLosesNothing(Protocol protocol) {
    start(protocol, 3);
    kept(poll(DELTA));
    change(2);
    service.entities.forgetsDeltas = true;

    var refused = poll(Map.of("by", "delta", "since", "beginning", "ifExpired", "fail"));
    var all = new ArrayList<>(kept(poll(DELTA)));
    all.addAll(kept(poll(DELTA)));

    assertThat(refused.outcome()).isInstanceOf(Outcome.GivenUp.class);
    assertThat(ids(all)).containsExactly(1, 2, 3);
  }

  @Test
  void aServiceWithoutDeltaLinksIsTold() {
    start(Protocol.V4, 1);
    service.entities.offersDeltas = false;

    assertThat(poll(DELTA).outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).contains("no delta link", "timestamp"));
  }

  @ParameterizedTest
  @CsvSource({"V2,delta", "V4,delta", "V2,stamp", "V4,stamp"})
  void tenThousandChangesComeOnceWhateverIsKilled(Protocol protocol, String by) {
    start(protocol, 10_000);
    service.entities.pageSize = 700;
    var fields = by.equals("delta") ? DELTA : STAMP;
    var random = new Random(7);
    var all = new ArrayList<Integer>();

    for (int polls = 0; all.size() < 10_000 && polls < 100; polls++) {
      var result = poll(fields);
      // Killed before its end was committed: output and snapshot are both forgotten.
      if (random.nextInt(3) > 0) {
        all.addAll(ids(kept(result)));
      }
    }

    assertThat(kept(poll(fields))).isEmpty();
    assertThat(all.stream().sorted().toList())
        .isEqualTo(IntStream.rangeClosed(1, 10_000).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource({"V2,delta", "V4,delta", "V2,stamp", "V4,stamp"})
  void aPollThatFailsBetweenPagesGoesOnBehindTheLastOne(Protocol protocol, String by) {
    start(protocol, 3_000);
    service.entities.pageSize = 500;
    var fields = by.equals("delta") ? DELTA : STAMP;
    service.before =
        asked ->
            service.requests.stream().filter(one -> one.path().equals("Products")).count() == 3
                ? new TestService.Told(503, Map.of(), new byte[0])
                : null;

    var failed = poll(fields, new ChangedEntities());
    snapshot = failed.snapshot();
    var all = new ArrayList<>(ids(failed.emitted()));
    all.addAll(ids(kept(poll(fields, new ChangedEntities()))));

    assertThat(failed.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(failed.emitted()).isNotEmpty().hasSizeLessThan(3_000);
    assertThat(all).isEqualTo(IntStream.rangeClosed(1, 3_000).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  void anUnpagedDeltaIsCommittedInPagesAndGoesOnWithinThem(Protocol protocol) {
    start(protocol, 5_000);
    var first = poll(DELTA);
    var track =
        "{\"link\":\"\",\"silent\":false,\"within\":2000,\"print\":\"%s\"}"
            .formatted(printOf(protocol, 2000));
    snapshot = Optional.of(track);

    var rest = kept(poll(DELTA));

    assertThat(first.emitted()).hasSize(5_000);
    assertThat(ids(rest)).hasSize(3_000).startsWith(2_001);
    snapshot = Optional.of(track.replaceFirst("print\":\"..", "print\":\"zz"));
    var other = new ArrayList<>(kept(poll(DELTA)));
    other.addAll(kept(poll(DELTA)));
    assertThat(ids(other)).hasSize(5_000).startsWith(1);
  }

  private String printOf(Protocol protocol, int entities) {
    var print = "";
    var dialect = new Dialect(protocol, service.url());
    var rows = service.store.products().rows.values().stream().limit(entities).toList();
    for (var row : rows) {
      var bytes =
          Json.MAPPER.writeValueAsBytes(
              Json.MAPPER.readValue(
                  Json.MAPPER.writeValueAsBytes(dialect.entity(service.store.products(), row)),
                  java.util.LinkedHashMap.class));
      print = hashed(print, bytes);
    }
    return print;
  }

  private static String hashed(String before, byte[] bytes) {
    try {
      var hash = java.security.MessageDigest.getInstance("SHA-256");
      hash.update(before.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return java.util.HexFormat.of().formatHex(hash.digest(bytes), 0, 16);
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyOfOneInstantComeOnce(Protocol protocol) {
    service = new TestService(protocol);
    for (int id = 1; id <= 4_200; id++) {
      service.store.product(id, "P" + id, "1.50", PAST);
    }
    var all = new ArrayList<Integer>();
    for (int polls = 0; polls < 8; polls++) {
      all.addAll(ids(kept(poll(STAMP))));
    }

    assertThat(all).isEqualTo(IntStream.rangeClosed(1, 4_200).boxed().toList());
  }

  @ParameterizedTest
  @EnumSource
  void aCapThatTheServiceDoesNotTellOfStopsNothing(Protocol protocol) {
    service = new TestService(protocol);
    service.entities.silentCap = 60;
    for (int id = 1; id <= 200; id++) {
      service.store.product(id, "P" + id, "1.50", PAST);
    }
    var all = new ArrayList<Integer>();
    for (int polls = 0; polls < 10; polls++) {
      all.addAll(ids(kept(poll(STAMP))));
    }

    assertThat(all).isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void entriesOfVersionFourPointZeroAreUnderstood() {
    start(Protocol.V4, 0);
    service.before =
        asked ->
            asked.path().equals("Products")
                ? TestService.Told.json(
                    200,
                    Map.of(
                        "value",
                        List.of(
                            Map.of(
                                "@odata.context", "#Products/$deletedEntity",
                                "id", "Products(7)",
                                "reason", "changed"),
                            Map.of("@odata.context", "#Products/$deletedLink", "source", "x"),
                            Map.of("ID", 8)),
                        "@odata.deltaLink",
                        "Products?$deltatoken=1"))
                : null;

    var given = kept(poll(DELTA));

    assertThat(given).hasSize(2);
    assertThat(given.getFirst().asMap())
        .isEqualTo(Map.of("deleted", true, "reason", "changed", "key", Map.of("ID", 7)));
  }

  @ParameterizedTest
  @EnumSource
  void whatTurnsUpAtTheSameInstantLaterIsNotLost(Protocol protocol) {
    service = new TestService(protocol);
    service.store.product(5, "P", "1", PAST);
    assertThat(ids(kept(poll(STAMP)))).containsExactly(5);
    service.store.product(3, "P", "1", PAST);

    assertThat(ids(kept(poll(STAMP)))).containsExactly(3);
    assertThat(kept(poll(STAMP))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsYoungerThanTheLagWaits(Protocol protocol) {
    service = new TestService(protocol);
    service.store.product(1, "P", "1", Instant.now().truncatedTo(ChronoUnit.MILLIS));

    var fields = new HashMap<String, Object>(STAMP);
    fields.put("lag", 3600);

    assertThat(kept(poll(fields))).isEmpty();
  }

  @Test
  void aDayIsNoTimestamp() {
    start(Protocol.V2, 1);

    assertThat(poll(Map.of("by", "stamp", "stamp", "Released")).outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).startsWith("fields#/stamp: \"Released\""));
  }
}
