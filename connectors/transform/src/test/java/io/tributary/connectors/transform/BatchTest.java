package io.tributary.connectors.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

  private Optional<String> snapshot = Optional.empty();

  @Test
  void fullBatchIsGivenOut() {
    var given = new ArrayList<String>();
    for (int i = 1; i <= 5; i++) {
      committed(batch(NOON, Map.of("size", 2)).on(Map.of("item", i)), given);
    }

    assertThat(given)
        .containsExactly(
            "{\"items\":[1,2],\"count\":2,\"because\":\"size\"}",
            "{\"items\":[3,4],\"count\":2,\"because\":\"size\"}");
    assertThat(snapshot.orElseThrow()).contains("[5]");
  }

  @Test
  void oldBatchIsGivenOutBeforeTheNextItem() {
    var given = new ArrayList<String>();
    var fields = Map.of("seconds", 60);

    committed(batch(NOON, fields).on(Map.of("item", "a")), given);
    committed(batch(NOON.plusSeconds(59), fields).on(Map.of("item", "b")), given);
    committed(batch(NOON.plusSeconds(60), fields).on(Map.of("item", "c")), given);

    assertThat(given).containsExactly("{\"items\":[\"a\",\"b\"],\"count\":2,\"because\":\"age\"}");
    assertThat(snapshot.orElseThrow()).contains("[\"c\"]");
  }

  @Test
  void attemptThatDiedIsMadeGoodByTheNextOne() {
    var given = new ArrayList<String>();
    committed(batch(NOON, Map.of("size", 2)).on(Map.of("item", "a")), given);

    // Its outputs and its snapshot were not committed: the next attempt sees the one before.
    batch(NOON, Map.of("size", 2)).on(Map.of("item", "b"));
    committed(batch(NOON, Map.of("size", 2)).on(Map.of("item", "b")), given);

    assertThat(given).containsExactly("{\"items\":[\"a\",\"b\"],\"count\":2,\"because\":\"size\"}");
    assertThat(snapshot.orElseThrow()).contains("[]");
  }

  @Test
  void nothingOutgrowsTheSnapshotAndNothingIsLost() {
    var given = new ArrayList<String>();
    var small = "x".repeat(10_000);
    var large = "y".repeat(50_000);

    for (var item : List.of(small, small, small, small, large, small)) {
      var result = batch(NOON, Map.of()).on(Map.of("item", item));
      committed(result, given);
      assertThat(result.snapshot().orElse("")).hasSizeLessThan(40 * 1024);
    }

    assertThat(given).hasSize(3).allMatch(each -> each.contains("\"bytes\""));
    assertThat(given.get(0)).contains("\"count\":3");
    assertThat(given.get(1)).contains("\"count\":1");
    assertThat(given.get(2)).contains(large);
    assertThat(snapshot.orElseThrow()).contains(small);
  }

  @Test
  void whatWaitsIsGivenOutWhenAsked() {
    var given = new ArrayList<String>();
    committed(batch(NOON, Map.of()).on(Map.of("item", 1)), given);
    committed(batch(NOON, Map.of()).on(Map.of("flush", true)), given);
    committed(batch(NOON, Map.of()).on(Map.of("flush", true)), given);

    assertThat(given).containsExactly("{\"items\":[1],\"count\":1,\"because\":\"flush\"}");
  }

  @Test
  void messageWithoutAKeySaysWhereToSetOne() {
    assertThat(Run.action(new Batch()).on("{\"item\": 1}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class, gone -> assertThat(gone.message()).contains("field key"));
  }

  @Test
  void boundThatIsNoneIsRefused() {
    assertThat(batch(NOON, Map.of("size", 0)).on(Map.of("item", 1)).outcome())
        .isEqualTo(new Outcome.GivenUp("fields#/size: is 0. Use 1 to 1000"));
  }

  private Run batch(Instant now, Map<String, ?> fields) {
    var run =
        Run.action(new Batch(Clock.fixed(now, ZoneOffset.UTC))).withFields(fields).withKey("k");
    return snapshot.map(run::withSnapshot).orElse(run);
  }

  private void committed(Result result, List<String> given) {
    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    result.emitted().forEach(each -> given.add(each.json()));
    snapshot = result.snapshot().or(() -> snapshot);
  }
}
