package io.tributary.connectors.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {
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
  void allPagesComeAndALaterAttemptGoesOnAtItsPage() {
    load(2500);
    var query =
        books.run(
            new Query(),
            Map.of("query", "SELECT * FROM Customer WHERE DisplayName LIKE 'Q%' ORDERBY Id"));

    var whole = query.on("{}");
    books.emulator().faults().fail(2, 503);
    var broken = query.on("{}");
    books.emulator().faults().fail(0, 0);
    var rest = query.withCursor(broken.cursor().orElseThrow()).on("{}");

    assertThat(whole.emitted()).hasSize(2500);
    assertThat(whole.emitted()).extracting(out -> out.key().orElse("")).doesNotHaveDuplicates();
    assertThat(broken.outcome()).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(broken.emitted()).hasSize(1000);
    assertThat(rest.emitted()).hasSize(1500);
  }

  @Test
  void pagesAndCountsComeWhereTheyAreAskedFor() {
    load(450);
    var text = "SELECT * FROM Customer WHERE DisplayName LIKE 'Q%' ORDERBY Id";

    var pages = books.run(new Query(), Map.of("query", text, "give", "pages")).on("{}");
    var count = books.run(new Query(), Map.of("query", text.replace("*", "COUNT(*)"))).on("{}");

    assertThat(pages.emitted()).hasSize(3);
    assertThat((List<?>) pages.emitted().getLast().asMap().get("objects")).hasSize(50);
    assertThat(count.only().asMap()).containsEntry("totalCount", 450);
  }

  @Test
  void noValueBecomesAPartOfTheQuery() {
    books.load("Customer", Map.of("DisplayName", "O'Hara' \\"));
    var fields = Map.of("query", "SELECT * FROM Customer WHERE DisplayName = :name");

    var found =
        books.run(new Query(), fields).on(Map.of("parameters", Map.of("name", "O'Hara' \\")));
    var none =
        books
            .run(new Query(), fields)
            .on(Map.of("parameters", Map.of("name", "x' OR DisplayName LIKE '%")));
    var several =
        books
            .run(new Query(), Map.of("query", "SELECT * FROM Customer WHERE Id IN :ids"))
            .on(Map.of("parameters", Map.of("ids", List.of("1", 2))));
    var missing = books.run(new Query(), fields).on("{}");

    assertThat(found.only().asMap()).containsEntry("DisplayName", "O'Hara' \\");
    assertThat(none.emitted()).isEmpty();
    assertThat(several.emitted()).hasSize(2);
    assertThat(Books.message(missing.outcome())).startsWith("input#/parameters/name: is missing");
  }

  @Test
  void queriesThatCannotBeAreNamed() {
    assertThat(refused("SELECT * FROM Customer MAXRESULTS 5"))
        .startsWith("fields#/query: has STARTPOSITION or MAXRESULTS");
    assertThat(refused("SELECT * FROM Customer WHERE Nope = '1'"))
        .startsWith("fields#/query: 4001");
    assertThat(refused("DROP TABLE Customer")).startsWith("fields#/query: 4000");
    assertThat(refused(" ")).startsWith("fields#/query: is empty");
    assertThat(refused("SELECT * FROM Customer WHERE DisplayName = 'MAXRESULTS'"))
        .isEqualTo("done");
  }

  @Test
  void reportComesWholeOrInRows() {
    books.load("Invoice", Books.invoice(10));
    books.load("Invoice", Books.invoice(15));
    var parameters = Map.of("parameters", Map.of("start_date", "2026-01-01"));

    var whole =
        books.run(new ReadReport(), Map.of("report", "ProfitAndLoss")).on(parameters).only();
    var rows =
        books
            .run(new ReadReport(), Map.of("report", "ProfitAndLoss", "give", "rows"))
            .on(parameters)
            .emitted();
    var unknown = books.run(new ReadReport(), Map.of("report", "../x")).on("{}");

    assertThat(((Map<?, ?>) whole.asMap().get("Header")).get("StartPeriod"))
        .isEqualTo("2026-01-01");
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().asMap())
        .containsEntry("sections", List.of("Income"))
        .containsEntry("cells", Map.of("Account", "Services", "Total", "25"))
        .containsEntry("summary", false);
    assertThat(rows.getLast().asMap()).containsEntry("summary", true);
    assertThat(Books.message(unknown.outcome())).startsWith("fields#/report");
  }

  private void load(int count) {
    var at = Instant.now().minusSeconds(60);
    books.load(
        "Customer", IntStream.range(0, count).mapToObj(i -> Books.customer("Q" + i, at)).toList());
  }

  private String refused(String query) {
    return Books.message(books.run(new Query(), Map.of("query", query)).on("{}").outcome());
  }
}
