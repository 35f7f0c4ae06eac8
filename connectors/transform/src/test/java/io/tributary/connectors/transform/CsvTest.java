package io.tributary.connectors.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void quotesSeparatorsAndLineBreaksAreRead() {
    assertThat(rows(Map.of("separator", ";"), "a;b\r\n\"x;\"\"y\"\"\r\nz\";2\n"))
        .isEqualTo(List.of(Map.of("a", "x;\"y\"\r\nz", "b", "2")));
    assertThat(rows(Map.of("separator", "tab", "header", false), "x\ty"))
        .isEqualTo(List.of(Map.of("column1", "x", "column2", "y")));
  }

  @Test
  void bodyIsReadInItsCharsetAndByItsMark() {
    assertThat(ofBody(Map.of("charset", "ISO-8859-1"), "n\nZoë".getBytes(ISO_8859_1)))
        .contains("{\"n\":\"Zoë\"}");
    assertThat(ofBody(Map.of(), "\uFEFFn\nZoë".getBytes(UTF_8))).contains("{\"n\":\"Zoë\"}");
    assertThat(ofBody(Map.of(), "\uFEFFn\nZoë".getBytes(UTF_16LE))).contains("{\"n\":\"Zoë\"}");
  }

  @Test
  void wrongCharsetIsSaidAndNothingIsChanged() {
    assertThat(failure(read(Map.of(), "n\nZoë".getBytes(ISO_8859_1))))
        .startsWith("input#/csv: is not in the charset of the fields");
  }

  @Test
  void raggedRowIsNamedOrAllowed() {
    assertThat(failure(read(Map.of(), "a,b\n1,2\n3".getBytes(UTF_8))))
        .startsWith("input#/csv: row 2 has 1 fields, and there are 2 columns");
    assertThat(rows(Map.of("ragged", true), "a,b\n1\n1,2,3"))
        .isEqualTo(List.of(Map.of("a", "1"), Map.of("a", "1", "b", "2", "column3", "3")));
  }

  @Test
  void fieldWithoutAColumnTakesNoneAway() {
    assertThat(failure(read(Map.of("ragged", true), "a,column3\n1,2,3".getBytes(UTF_8))))
        .contains("column3 is a column already");
  }

  @Test
  void columnsNeedNamesOfTheirOwn() {
    assertThat(failure(read(Map.of(), "a,a\n1,2".getBytes(UTF_8))))
        .startsWith("input#/csv: column 2 has no name, or that of an earlier one");
  }

  @Test
  void openQuoteIsSaid() {
    assertThat(failure(read(Map.of(), "a\n\"1\n2".getBytes(UTF_8))))
        .startsWith("input#/csv: is no CSV after row 0");
  }

  @Test
  void nextAttemptGoesOnAfterTheLastPage() {
    var text = new StringBuilder("n\n");
    for (int i = 1; i <= 1100; i++) {
      text.append(i).append('\n');
    }
    var run = Run.action(new CsvToJson()).withFields(Map.of("rowsPerMessage", 1));
    var input = Map.of("csv", text.toString());

    var whole = run.on(input);
    var rest = run.withCursor("{\"done\": 500}").on(input);

    assertThat(whole.emitted()).hasSize(1100);
    assertThat(rest.emitted()).isEqualTo(whole.emitted().subList(500, 1100));
    assertThat(rest.emitted().getFirst().json())
        .isEqualTo("{\"rows\":[{\"n\":\"501\"}],\"first\":501}");
  }

  @Test
  void formulasAreMadeHarmlessWhereAsked() {
    var rows = List.of(Map.of("a", "=1+2", "b", "-5", "c", "@x", "d", -5));
    var fields = Map.of("columns", "a, b, c, d", "header", false);

    assertThat(written(fields, rows)).isEqualTo("=1+2,-5,@x,-5\r\n");
    assertThat(written(with(fields, "harmless", true), rows)).isEqualTo("'=1+2,-5,'@x,-5\r\n");
  }

  @Test
  void valueWithoutAColumnIsNotDropped() {
    assertThat(failure(write(Map.of("columns", "a"), List.of(Map.of("a", 1, "b", 2)))))
        .isEqualTo("input#/rows/0/b: is no column. Name it in the field columns, or leave it out");
  }

  @Test
  void characterThatTheCharsetLacksIsSaid() {
    assertThat(failure(write(Map.of("charset", "ISO-8859-1"), List.of(Map.of("a", "€")))))
        .startsWith("fields#/charset: has no such character");
  }

  @Test
  void largeCsvLiesBesideTheMessageAndReadsBack() {
    var rows = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < 30_000; i++) {
      rows.add(Map.of("n", i, "text", "x".repeat(50)));
    }
    var bodies = new HashMap<String, byte[]>();

    var result =
        Run.action(new JsonToCsv())
            .withFields(Map.of("columns", "n,text", "mark", true))
            .withLargeBodies(bodies)
            .on(Map.of("rows", rows));

    assertThat(result.only().json()).contains("\"$body\"").contains("\"rows\":30000");
    var csv = new String(bodies.values().iterator().next(), UTF_8);
    assertThat(csv).startsWith("\uFEFFn,text\r\n0,").endsWith("29999," + "x".repeat(50) + "\r\n");
  }

  private static Map<String, Object> with(Map<String, ?> fields, String name, Object value) {
    var more = new HashMap<String, Object>(fields);
    more.put(name, value);
    return more;
  }

  private static Object rows(Map<String, ?> fields, String csv) {
    return Run.action(new CsvToJson())
        .withFields(fields)
        .on(Map.of("csv", csv))
        .only()
        .asMap()
        .get("rows");
  }

  private static String ofBody(Map<String, ?> fields, byte[] body) {
    return read(fields, body).only().json();
  }

  private static Result read(Map<String, ?> fields, byte[] body) {
    return Run.action(new CsvToJson())
        .withFields(fields)
        .withLargeBodies(new HashMap<>(Map.of("b", body)))
        .on(Map.of("csv", Run.largeBody("b", body)));
  }

  private static Result write(Map<String, ?> fields, List<?> rows) {
    return Run.action(new JsonToCsv()).withFields(fields).on(Map.of("rows", rows));
  }

  private static String written(Map<String, ?> fields, List<?> rows) {
    return "" + write(fields, rows).only().asMap().get("csv");
  }

  private static String failure(Result result) {
    return ((Outcome.GivenUp) result.outcome()).message();
  }
}
