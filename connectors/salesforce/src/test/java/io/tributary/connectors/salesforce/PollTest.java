package io.tributary.connectors.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollTest {
  private static final Instant LONG_AGO =
      Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  private static final Map<String, Object> LEADS =
      Map.of("object", "Lead", "fields", "Name", "since", "beginning", "lag", 5);

  private Organization organization;

  @BeforeEach
  void open() throws IOException {
    organization = Organization.open();
  }

  @AfterEach
  void close() {
    organization.close();
  }

  @Test
  void tenThousandRecordsComeOnceThoughEveryOtherPollDies() {
    // Of one instant are up to 3,000: more than a page, so that instants reach across pages.
    var random = new Random(7);
    var expected = new ArrayList<String>();
    var at = LONG_AGO;
    while (expected.size() < 10_000) {
      int together = Math.min(10_000 - expected.size(), 1 + random.nextInt(3000));
      expected.addAll(load(at, together));
      at = at.plusSeconds(1 + random.nextInt(3));
    }

    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    int polls = 0;
    int died = 0;
    for (int quiet = 0; quiet < 3; polls++) {
      var result = poll(LEADS, snapshot, onePageEach());
      if (random.nextBoolean()) {
        died++;
        continue;
      }
      quiet = result.emitted().isEmpty() ? quiet + 1 : 0;
      snapshot = result.snapshot().or(snapshotOf(snapshot));
      given.addAll(keys(result));
    }

    assertThat(died).isGreaterThan(2);
    assertThat(polls).isGreaterThan(8);
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void recordsThatArriveBetweenDyingPollsComeOnce() {
    var random = new Random(11);
    var expected = new ArrayList<String>();
    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    for (int round = 0; round < 24; round++) {
      // Every other round adds to an instant that was polled already.
      expected.addAll(load(LONG_AGO.plusSeconds(round / 2), 1 + random.nextInt(300)));
      var result = poll(LEADS, snapshot, System::nanoTime);
      if (random.nextBoolean()) {
        snapshot = result.snapshot();
        given.addAll(keys(result));
      }
    }

    given.addAll(keys(poll(LEADS, snapshot, System::nanoTime)));

    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void onePollTakesAllPagesAndKeepsTheirEndWithEach() {
    load(LONG_AGO, 2500);
    load(LONG_AGO.plusSeconds(9), 2500);

    var result = poll(LEADS, Optional.empty(), System::nanoTime);

    assertThat(result.emitted()).hasSize(5000);
    assertThat(result.cursor()).isPresent();
    assertThat(result.snapshot().orElseThrow()).contains(LONG_AGO.plusSeconds(9).toString());
  }

  @Test
  void failureBetweenPagesLosesAndRepeatsNothing() {
    var expected = load(LONG_AGO, 5000);
    organization.emulator().faults().fail(2, 503);

    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    var outcomes = new ArrayList<Outcome>();
    while (given.size() < 5000) {
      var result = poll(LEADS, snapshot, System::nanoTime);
      outcomes.add(result.outcome());
      snapshot = result.snapshot();
      given.addAll(keys(result));
    }

    assertThat(outcomes).hasAtLeastOneElementOfType(Outcome.RetriedLater.class);
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void lateRecordOfTheVeryInstantIsFoundAndItsNeighboursAreNotRepeated() {
    load(LONG_AGO, 3);
    var first = poll(LEADS, Optional.empty(), System::nanoTime);
    var late = load(LONG_AGO, 1);

    var second = poll(LEADS, first.snapshot(), System::nanoTime);
    var third = poll(LEADS, second.snapshot(), System::nanoTime);

    assertThat(keys(second)).isEqualTo(late);
    assertThat(third.emitted()).isEmpty();
  }

  @Test
  void changedRecordComesAgainAndAYoungOneWaits() {
    var id = load(LONG_AGO, 1).getFirst();
    var first = poll(LEADS, Optional.empty(), System::nanoTime);
    change(id);

    var tooSoon = poll(LEADS, first.snapshot(), System::nanoTime);
    organization.load(
        "Lead", lead(99, Instant.now().minusSeconds(6).truncatedTo(ChronoUnit.SECONDS)));
    var settled = poll(LEADS, first.snapshot(), System::nanoTime);

    assertThat(tooSoon.emitted()).isEmpty();
    assertThat(settled.emitted()).hasSize(1);
    assertThat(settled.only().asMap()).containsEntry("Name", "L99");
  }

  @Test
  void withoutABeginningOnlyWhatComesLaterIsGiven() {
    load(LONG_AGO, 5);
    var fields = Map.<String, Object>of("object", "Lead", "lag", 5, "where", "LastName LIKE 'L%'");

    var first = poll(fields, Optional.empty(), System::nanoTime);
    var stamp = Instant.now().minusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
    organization.load(
        "Lead",
        Map.of("LastName", "other", "Company", "C", "SystemModstamp", stamp.toString()),
        lead(7, stamp));
    var snapshot =
        first
            .snapshot()
            .map(text -> text.replaceAll("20[^\"]+Z", LONG_AGO.plusSeconds(60).toString()));
    var second = poll(fields, snapshot, System::nanoTime);

    assertThat(first.outcome()).isEqualTo(new Outcome.Done());
    assertThat(first.emitted()).isEmpty();
    assertThat(first.snapshot()).isPresent();
    assertThat(second.only().asMap()).containsEntry("LastName", "L7").containsKey("Company");
  }

  @Test
  void moreRecordsOfOneInstantThanASnapshotHoldsStillComeOnce() {
    var expected = load(LONG_AGO, 7000);

    var first = poll(LEADS, Optional.empty(), System::nanoTime);
    var more = load(LONG_AGO.plusSeconds(1), 2);
    var second = poll(LEADS, first.snapshot(), System::nanoTime);

    assertThat(keys(first)).containsExactlyElementsOf(expected);
    assertThat(first.snapshot().orElseThrow().length()).isLessThan(48 * 1024);
    assertThat(keys(second)).isEqualTo(more);
  }

  @Test
  void deletedRecordsComeOnce() {
    var ids = load(LONG_AGO, 3);
    var fields = Map.<String, Object>of("object", "Lead", "since", "beginning", "lag", 5);
    delete(ids.get(1));
    var young = deleted(fields, Optional.empty());
    // The deletion's instant is now; the trigger waits for it to settle.
    waitFor(6);

    var first = deleted(fields, young.snapshot());
    var second = deleted(fields, first.snapshot());

    assertThat(young.emitted()).isEmpty();
    assertThat(keys(first)).containsExactly(ids.get(1));
    assertThat(second.emitted()).isEmpty();
  }

  @Test
  void fieldsThatDoNotFitAreNamed() {
    var lag = poll(Map.of("object", "Lead", "lag", 0), Optional.empty(), System::nanoTime);
    var since =
        poll(Map.of("object", "Lead", "since", "yesterday"), Optional.empty(), System::nanoTime);
    var where =
        poll(
            Map.of("object", "Lead", "since", "beginning", "where", "Nope = 1"),
            Optional.empty(),
            System::nanoTime);

    assertThat(((Outcome.GivenUp) lag.outcome()).message()).startsWith("fields#/lag: 0 seconds");
    assertThat(((Outcome.GivenUp) since.outcome()).message()).startsWith("fields#/since: ");
    assertThat(((Outcome.GivenUp) where.outcome()).message())
        .startsWith("fields#/where: INVALID_FIELD");
  }

  private List<String> load(Instant stamp, int count) {
    return organization.load(
        "Lead", IntStream.range(0, count).mapToObj(i -> lead(i, stamp)).toList());
  }

  private static Map<String, Object> lead(int number, Instant stamp) {
    return new HashMap<>(
        Map.of("LastName", "L" + number, "Company", "C", "SystemModstamp", stamp.toString()));
  }

  private void change(String id) {
    Run.action(new Update())
        .withConnection(organization.byWeb())
        .withFields(Map.of("object", "Lead"))
        .on(Map.of("Id", id, "LastName", "changed"))
        .only();
  }

  private void delete(String id) {
    Run.action(new Delete())
        .withConnection(organization.byWeb())
        .withFields(Map.of("object", "Lead"))
        .on(Map.of("Id", id))
        .only();
  }

  private Result poll(Map<String, Object> fields, Optional<String> snapshot, LongSupplier nanos) {
    var run =
        Run.polling(new ChangedRecords(nanos))
            .withConnection(organization.byWeb())
            .withFields(fields);
    return snapshot.map(run::withSnapshot).orElse(run).poll();
  }

  private Result deleted(Map<String, Object> fields, Optional<String> snapshot) {
    var run =
        Run.polling(new DeletedRecords()).withConnection(organization.byWeb()).withFields(fields);
    return snapshot.map(run::withSnapshot).orElse(run).poll();
  }

  /** Time flies: after each page the poll's share of it is spent. */
  private static LongSupplier onePageEach() {
    var now = new AtomicLong();
    return () -> now.addAndGet(60_000_000_000L);
  }

  private static java.util.function.Supplier<Optional<String>> snapshotOf(
      Optional<String> snapshot) {
    return () -> snapshot;
  }

  private static List<String> keys(Result result) {
    return result.emitted().stream().map(out -> out.key().orElseThrow()).toList();
  }

  private static void waitFor(int seconds) {
    try {
      Thread.sleep(seconds * 1000L + 500);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
