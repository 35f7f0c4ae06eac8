package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBody;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a query as a bulk job, and gives its result out in parts: files, or single records. */
public final class BulkQuery implements Action<BulkQuery.Asked> {
  private static final int ROWS_OF_FILE = 100_000;
  private static final int ROWS_OF_PAGE = 10_000;
  private static final int MOST_ROWS = 1_000_000;

  /** What the flow's author maps. */
  public record Asked(Optional<String> soql, Map<String, Object> parameters) {}

  /** What the author chooses. */
  record Fields(
      Optional<String> soql,
      Optional<Give> give,
      Optional<Integer> rows,
      Optional<Boolean> deleted) {}

  /** What the result is given out as. */
  enum Give {
    FILES,
    RECORDS
  }

  /**
   * Where to go on.
   *
   * @param locator of the next part; empty: the first
   */
  record Cursor(String job, String locator, int part, long given) {}

  /** An output of a part of the result; its file has a header. */
  record Part(String job, int part, long rows, long from, LargeBody file) {}

  @Override
  public void run(Asked asked, Context context, Emitter out) {
    var salesforce = Salesforce.of(context);
    var fields = context.fields(Fields.class);
    var at = context.cursor(Cursor.class).orElseGet(() -> begin(salesforce, asked, fields));
    if (context.cursor(Cursor.class).isEmpty()) {
      out.page(at);
    }
    new BulkJob(salesforce, "jobs/query/" + at.job()).complete();
    while (true) {
      var answer = salesforce.send(results(at, fields), "Salesforce#/jobs/query");
      long given = give(answer, at, fields, context, out);
      var locator = answer.headers().firstValue("sforce-locator").orElse("null");
      if (locator.equals("null") || locator.isEmpty()) {
        return;
      }
      at = new Cursor(at.job(), locator, at.part() + 1, at.given() + given);
      out.page(at);
    }
  }

  private static Cursor begin(Salesforce salesforce, Asked asked, Fields fields) {
    var soql =
        asked
            .soql()
            .or(fields::soql)
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () -> new GiveUp("fields#/soql: is empty. Write a query, or map one to soql"));
    var body =
        Map.of(
            "operation",
            fields.deleted().orElse(false) ? "queryAll" : "query",
            "query",
            SoqlText.filled(soql, asked.parameters()));
    var job = salesforce.tree(Call.json("POST", "jobs/query", body), "fields#/soql");
    return new Cursor(job.path("id").asString(""), "", 1, 0);
  }

  private static Call results(Cursor at, Fields fields) {
    int usual = fields.give().orElse(Give.FILES) == Give.FILES ? ROWS_OF_FILE : ROWS_OF_PAGE;
    int rows = fields.rows().orElse(usual);
    if (rows < 1 || rows > MOST_ROWS) {
      throw new GiveUp("fields#/rows: %d; give 1 to %,d".formatted(rows, MOST_ROWS));
    }
    return Call.get(
        "jobs/query/%s/results?maxRecords=%d%s"
            .formatted(
                at.job(),
                rows,
                at.locator().isEmpty() ? "" : "&locator=" + Call.segment(at.locator())));
  }

  /** How many rows it gave. */
  private static long give(
      HttpResponse<InputStream> answer, Cursor at, Fields fields, Context context, Emitter out) {
    long rows = answer.headers().firstValueAsLong("sforce-numberofrecords").orElse(0);
    try (var body = answer.body()) {
      if (fields.give().orElse(Give.FILES) == Give.RECORDS) {
        return records(body, out);
      }
      out.emit(new Part(at.job(), at.part(), rows, at.given(), context.bodies().write(body)));
      return rows;
    } catch (IOException failure) {
      throw new RetryLater("Salesforce's result broke off: " + failure.getMessage(), failure);
    }
  }

  private static long records(InputStream body, Emitter out) throws IOException {
    var csv = new Csv(new InputStreamReader(body, StandardCharsets.UTF_8));
    var header = csv.next();
    if (header.isEmpty()) {
      return 0;
    }
    long rows = 0;
    for (var row = csv.next(); row.isPresent(); row = csv.next()) {
      emit(header.get(), row.get(), out);
      rows++;
    }
    return rows;
  }

  /** Values are texts here, as CSV knows no others; an empty cell is a field without a value. */
  private static void emit(List<String> header, List<String> row, Emitter out) throws IOException {
    if (row.size() != header.size()) {
      throw new IOException("a row has " + row.size() + " cells, the header " + header.size());
    }
    var record = new LinkedHashMap<String, Object>();
    for (int i = 0; i < row.size(); i++) {
      record.put(header.get(i), row.get(i).isEmpty() ? null : row.get(i));
    }
    if (record.get("Id") instanceof String id) {
      out.emit(id, record);
    } else {
      out.emit(record);
    }
  }
}
