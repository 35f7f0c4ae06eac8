package io.tributary.connectors.quickbooks;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollTest {
  private static final Instant LONG_AGO =
      Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  private static final Map<String, Object> CUSTOMERS =
      Map.of(
          "entity", "Customer", "where", "DisplayName LIKE 'C%'", "since", "beginning", "lag", 2);

  private final AtomicInteger number = new AtomicInteger();
  private Books books;

  @BeforeEach
  void open() throws IOException {
    books = Books.open();
  }

  @AfterEach
  void close() {
    books.close();
  }

  @Test
  void tenThousandObjectsComeOnceThoughEveryOtherPollDies() {
    // Of one instant are up to 3,000: more than a page, so that instants reach across pages.
    var random = new Random(7);
    var expected = new ArrayList<String>();
    var at = LONG_AGO;
    while (expected.size() < 10_000) {
      expected.addAll(load(at, Math.min(10_000 - expected.size(), 1 + random.nextInt(3000))));
      at = at.plusSeconds(1 + random.nextInt(3));
    }

    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    int died = 0;
    for (int quiet = 0; quiet < 3; ) {
      var result = poll(CUSTOMERS, snapshot, onePageEach());
      if (random.nextBoolean()) {
        died++;
        continue;
      }
      assertThat(result.outcome()).isEqualTo(new Outcome.Done());
      quiet = result.emitted().isEmpty() && result.cursor().isEmpty() ? quiet + 1 : 0;
      snapshot = result.snapshot();
      given.addAll(keys(result));
    }

    assertThat(died).isGreaterThan(2);
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void objectsThatLeaveTheirPlacesBetweenPagesMoveNothingPastTheReader() {
    // One instant of three pages: each time, some of what was read already moves to now.
    // The later object draws the mark away from an instant that was not read to its end.
    var expected = new ArrayList<>(load(LONG_AGO, 3000));
    expected.addAll(load(LONG_AGO.plusSeconds(5), 1));
    // What moved is young for the rest of this test.
    var fields = new HashMap<>(CUSTOMERS);
    fields.put("lag", 600);
    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    for (int round = 0; round < 40 && given.size() < 3001; round++) {
      var result = poll(fields, snapshot, onePageEach());
      snapshot = result.snapshot();
      given.addAll(keys(result));
      if (round < 5) {
        touch(given.subList(round * 3, round * 3 + 3));
      }
    }

    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void objectsThatArriveBetweenDyingPollsComeOnce() {
    var random = new Random(11);
    var expected = new ArrayList<String>();
    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    for (int round = 0; round < 24; round++) {
      // Every other round adds to an instant that was polled already.
      expected.addAll(load(LONG_AGO.plusSeconds(round / 2), 1 + random.nextInt(200)));
      var result = poll(CUSTOMERS, snapshot, System::nanoTime);
      if (random.nextBoolean()) {
        snapshot = result.snapshot();
        given.addAll(keys(result));
      }
    }

    given.addAll(keys(poll(CUSTOMERS, snapshot, System::nanoTime)));

    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void failureBetweenPagesLosesAndRepeatsNothing() {
    var expected = load(LONG_AGO, 3500);
    books.emulator().faults().fail(3, 503);
    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    var outcomes = new ArrayList<Outcome>();

    for (int polls = 0; polls < 30 && given.size() < 3500; polls++) {
      var result = poll(CUSTOMERS, snapshot, System::nanoTime);
      outcomes.add(result.outcome());
      snapshot = result.snapshot().or(kept(snapshot));
      given.addAll(keys(result));
    }

    assertThat(outcomes).hasAtLeastOneElementOfType(Outcome.RetriedLater.class);
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void changedAndInactiveObjectsComeAgainAndYoungOnesWait() {
    var ids = load(LONG_AGO, 2);
    var first = poll(CUSTOMERS, Optional.empty(), System::nanoTime);
    books.change("Customer", ids.getFirst(), Map.of("Active", false));

    var tooSoon = poll(CUSTOMERS, first.snapshot(), System::nanoTime);
    waitFor(3);
    var settled = poll(CUSTOMERS, tooSoon.snapshot(), System::nanoTime);
    var third = poll(CUSTOMERS, settled.snapshot(), System::nanoTime);

    assertThat(tooSoon.emitted()).isEmpty();
    assertThat(settled.only().asMap())
        .containsEntry("Id", ids.getFirst())
        .containsEntry("Active", false);
    assertThat(third.emitted()).isEmpty();
  }

  @Test
  void withoutABeginningOnlyWhatComesLaterIsGiven() {
    load(LONG_AGO, 5);
    var fields = Map.<String, Object>of("entity", "Customer", "watch", "new", "lag", 2);

    var first = poll(fields, Optional.empty(), System::nanoTime);
    var at = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    var id = books.load("Customer", Books.customer("later", at));
    waitFor(3);
    var second = poll(fields, first.snapshot(), System::nanoTime);

    assertThat(first.emitted()).isEmpty();
    assertThat(first.snapshot()).isPresent();
    // The seed's customers were made when the emulator began, within the first poll's lag.
    assertThat(keys(second)).contains(id).doesNotContain("3");
  }

  @Test
  void moreIdsThanASnapshotHoldsAreLeftToTheirPosition() {
    // Every other id, so that no ranges shorten what is kept.
    load(LONG_AGO.minusSeconds(60), 1);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 7000; i++) {
      expected.add(books.load("Customer", Books.customer(name(), LONG_AGO)));
      books.load("Customer", Books.customer("other " + i, LONG_AGO));
    }

    var first = poll(CUSTOMERS, Optional.empty(), System::nanoTime);
    var second = poll(CUSTOMERS, first.snapshot(), System::nanoTime);
    var more = load(LONG_AGO.plusSeconds(1), 2);
    var third = poll(CUSTOMERS, second.snapshot(), System::nanoTime);

    assertThat(keys(first)).doesNotHaveDuplicates().containsAll(expected).hasSize(7001);
    assertThat(first.snapshot().orElseThrow().length()).isLessThan(40 * 1024);
    assertThat(second.emitted()).isEmpty();
    assertThat(keys(third)).isEqualTo(more);
  }

  @Test
  void fieldsThatDoNotFitAreNamed() {
    var lag = poll(Map.of("entity", "Customer", "lag", 0), Optional.empty(), System::nanoTime);
    var since =
        poll(
            Map.of("entity", "Customer", "since", "yesterday"), Optional.empty(), System::nanoTime);
    var where =
        poll(
            Map.of("entity", "Customer", "where", "Nope = '1'"),
            Optional.empty(),
            System::nanoTime);

    assertThat(Books.message(lag.outcome())).startsWith("fields#/lag: 0 seconds");
    assertThat(Books.message(since.outcome())).startsWith("fields#/since: \"yesterday\"");
    assertThat(Books.message(where.outcome())).startsWith("fields#/where: 4001");
  }

  private List<String> load(Instant at, int count) {
    return books.load(
        "Customer", IntStream.range(0, count).mapToObj(_ -> Books.customer(name(), at)).toList());
  }

  private String name() {
    return "C" + number.incrementAndGet();
  }

  private void touch(List<String> ids) {
    ids.forEach(id -> books.change("Customer", id, Map.of("Notes", "moved")));
  }

  private Result poll(Map<String, ?> fields, Optional<String> snapshot, LongSupplier nanos) {
    var run =
        Run.polling(new ChangedObjects(nanos))
            .withConnection(books.connection())
            .withFields(fields);
    return snapshot.map(run::withSnapshot).orElse(run).poll();
  }

  static LongSupplier onePageEach() {
    var now = new AtomicLong();
    return () -> now.addAndGet(60_000_000_000L);
  }

  private static java.util.function.Supplier<Optional<String>> kept(Optional<String> snapshot) {
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
