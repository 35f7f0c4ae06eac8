package io.tributary.connectors.transform;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads CSV as rows, some in each message. */
public final class CsvToJson implements Action<CsvToJson.Table> {
  private static final int MOST_ROWS = 1000;
  private static final long MOST_WEIGHT = 2L * 1024 * 1024;

  /**
   * What the flow's author maps.
   *
   * @param csv a text, or a large body
   */
  public record Table(Object csv) {}

  /** The step's fields, beside those of {@link CsvFormat}. */
  record Manner(Optional<Integer> rowsPerMessage, Optional<Boolean> ragged) {
    int most() {
      int most = rowsPerMessage.orElse(100);
      if (most < 1 || most > MOST_ROWS) {
        throw new GiveUp("fields#/rowsPerMessage: is " + most + ". Use 1 to " + MOST_ROWS);
      }
      return most;
    }
  }

  /**
   * What the next steps get.
   *
   * @param first number of its first row, from 1, the header not counted
   */
  record Rows(List<Map<String, String>> rows, long first) {}

  @Override
  public void run(Table table, Context context, Emitter out) throws IOException {
    var format = context.fields(CsvFormat.class);
    var manner = context.fields(Manner.class);
    long done = Pages.done(context);
    var pages = new Pages(out);
    try (var text = Content.reader("input#/csv", table.csv(), format.charsetOrUtf8(), context)) {
      var rows = CsvRows.of("input#/csv", text, format, manner.ragged().orElse(false));
      while (rows.taken() < done && rows.hasNext()) {
        rows.next();
      }
      give(rows, manner.most(), pages, out);
    }
  }

  private static void give(CsvRows rows, int most, Pages pages, Emitter out) {
    while (rows.hasNext()) {
      long first = rows.taken() + 1;
      var some = new ArrayList<Map<String, String>>();
      long weight = 0;
      while (some.size() < most && weight < MOST_WEIGHT && rows.hasNext()) {
        var row = rows.next();
        some.add(row);
        weight += Weight.of(row);
      }
      out.emit(new Rows(some, first));
      pages.given(weight, rows.taken());
    }
  }
}
