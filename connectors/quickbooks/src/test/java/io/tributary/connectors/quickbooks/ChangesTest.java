package io.tributary.connectors.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final Instant LONG_AGO =
      Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
  private static final Map<String, Object> FIELDS =
      Map.of(
          "entities", "Customer, Invoice", "since", LONG_AGO.minusSeconds(60).toString(), "lag", 2);

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
  void changesAndDeletionsComeOnceAndYoungOnesWait() {
    var customer = books.load("Customer", Books.customer("A", LONG_AGO));
    var invoice = books.load("Invoice", Books.invoice(10));
    books.run(new Delete(), Map.of("entity", "Invoice")).on(Map.of("Id", invoice)).only();

    var first = poll(FIELDS, Optional.empty(), System::nanoTime);
    waitFor(3);
    var second = poll(FIELDS, first.snapshot(), System::nanoTime);
    var third = poll(FIELDS, second.snapshot(), System::nanoTime);

    assertThat(keys(first)).containsExactly("Customer:" + customer);
    assertThat(keys(second)).contains("Invoice:" + invoice).doesNotContain("Customer:" + customer);
    assertThat(second.emitted().getLast().asMap())
        .containsEntry("entity", "Invoice")
        .containsEntry("operation", "deleted");
    assertThat(third.emitted()).isEmpty();
  }

  @Test
  void moreChangesThanOneAnswerHoldsComeOnceThoughEveryOtherPollDies() {
    // 2,600 customers and 700 invoices: the answer is cut, and the customers' alone is cut, too.
    var expected = new ArrayList<String>();
    for (int i = 0; i < 13; i++) {
      var at = LONG_AGO.plusSeconds(i);
      int from = i * 200;
      books
          .load(
              "Customer",
              IntStream.range(from, from + 200)
                  .mapToObj(number -> Books.customer("C" + number, at))
                  .toList())
          .forEach(id -> expected.add("Customer:" + id));
    }
    for (int i = 0; i < 700; i++) {
      var invoice = new java.util.HashMap<>(Books.invoice(1));
      invoice.put("MetaData", Map.of("LastUpdatedTime", LONG_AGO.plusSeconds(i % 20).toString()));
      expected.add("Invoice:" + books.load("Invoice", invoice));
    }
    waitFor(3);

    var random = new Random(5);
    var given = new ArrayList<String>();
    var snapshot = Optional.<String>empty();
    int died = 0;
    for (int quiet = 0; quiet < 2; ) {
      var result = poll(FIELDS, snapshot, PollTest.onePageEach());
      if (random.nextBoolean()) {
        died++;
        continue;
      }
      assertThat(result.outcome()).isEqualTo(new Outcome.Done());
      quiet = result.emitted().isEmpty() && result.cursor().isEmpty() ? quiet + 1 : 0;
      snapshot = result.snapshot();
      given.addAll(keys(result));
    }

    // The two customers that the company began with are changes, too.
    expected.addAll(List.of("Customer:1", "Customer:2"));
    assertThat(died).isPositive();
    assertThat(given).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void onlyDeletionsWhereThatIsAskedFor() {
    books.load("Customer", Books.customer("A", LONG_AGO));
    var invoice = books.load("Invoice", Books.invoice(10));
    books.run(new Delete(), Map.of("entity", "Invoice")).on(Map.of("Id", invoice)).only();
    waitFor(3);
    var fields = new java.util.HashMap<>(FIELDS);
    fields.put("watch", "deleted");

    var result = poll(fields, Optional.empty(), System::nanoTime);

    assertThat(keys(result)).containsExactly("Invoice:" + invoice);
  }

  @Test
  void whatCannotBeCapturedIsNamed() {
    var none = poll(Map.of("entities", " , "), Optional.empty(), System::nanoTime);
    var unknown = poll(Map.of("entities", "Customer, Nope"), Optional.empty(), System::nanoTime);
    var time = poll(Map.of("entities", "TimeActivity"), Optional.empty(), System::nanoTime);
    var old =
        poll(
            Map.of("entities", "Customer"),
            Optional.of(
                "{\"since\": \"%s\", \"done\": []}"
                    .formatted(Instant.now().minus(31, ChronoUnit.DAYS))),
            System::nanoTime);

    assertThat(Books.message(none.outcome())).startsWith("fields#/entities: is empty");
    assertThat(Books.message(unknown.outcome())).contains("\"Nope\" is no entity");
    assertThat(Books.message(time.outcome())).contains("does not capture changes of TimeActivity");
    assertThat(Books.message(old.outcome())).contains("QuickBooks tells changes of 30 days");
  }

  private Result poll(Map<String, ?> fields, Optional<String> snapshot, LongSupplier nanos) {
    var run = Run.polling(new Changes(nanos)).withConnection(books.connection()).withFields(fields);
    return snapshot.map(run::withSnapshot).orElse(run).poll();
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
