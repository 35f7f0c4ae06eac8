package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.DataApi.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Queries, page by page. A result stays as it was when it was asked for. */
final class Queries {
  private static final int PAGE = 2000;
  private static final int SMALLEST = 200;
  private static final int MOST_CURSORS = 10;
  private static final Pattern BATCH = Pattern.compile("batchSize\\s*=\\s*([0-9]{1,6})");
  private static final Pattern LOCATOR = Pattern.compile("(01g[0-9A-Za-z]{15})-([0-9]{1,9})");

  private record Cursor(SoqlResult result, List<Row> rows, int batch, boolean all) {}

  private final Org org;
  private final Map<String, Cursor> cursors =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cursor> eldest) {
          return size() > MOST_CURSORS;
        }
      };

  Queries(Org org) {
    this.org = org;
  }

  Answer answer(Call call, boolean withDeleted) {
    if (!call.is("GET")) {
      throw DataApi.wrongMethod(call);
    }
    if (call.size() == 2) {
      return next(call);
    }
    var source = call.request().query().get("q");
    if (source == null || call.size() > 2) {
      throw new Problem(400, "MALFORMED_QUERY", "A query is given as the parameter q");
    }
    var result = SoqlResult.of(org, source, withDeleted);
    List<Row> rows;
    synchronized (org) {
      if (result.isCount()) {
        return count(result);
      }
      rows = result.rows().toList();
    }
    return page(call, org.ids().next("01g"), 0, new Cursor(result, rows, batch(call), withDeleted));
  }

  void expire() {
    synchronized (cursors) {
      cursors.clear();
    }
  }

  private Answer next(Call call) {
    var locator = LOCATOR.matcher(call.at(1));
    Cursor cursor = null;
    if (locator.matches()) {
      synchronized (cursors) {
        cursor = cursors.get(locator.group(1));
      }
    }
    if (cursor == null || Integer.parseInt(locator.group(2)) >= cursor.rows().size()) {
      throw new Problem(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
    }
    return page(call, locator.group(1), Integer.parseInt(locator.group(2)), cursor);
  }

  private Answer count(SoqlResult result) {
    var node = Json.object().put("totalSize", (int) result.rows().count()).put("done", true);
    node.putArray("records");
    return Answer.json(200, node);
  }

  private Answer page(Call call, String id, int from, Cursor cursor) {
    int until = Math.min(cursor.rows().size(), from + cursor.batch());
    boolean done = until == cursor.rows().size();
    var node = Json.object().put("totalSize", cursor.rows().size()).put("done", done);
    if (!done) {
      synchronized (cursors) {
        cursors.put(id, cursor);
      }
      node.put(
          "nextRecordsUrl",
          "/services/data/%s/%s/%s-%d"
              .formatted(call.version(), cursor.all() ? "queryAll" : "query", id, until));
    }
    var records = node.putArray("records");
    cursor
        .rows()
        .subList(from, until)
        .forEach(row -> records.add(cursor.result().shown(row, call.version())));
    return Answer.json(200, node);
  }

  private static int batch(Call call) {
    var matcher = BATCH.matcher(call.request().header("sforce-query-options").orElse(""));
    return matcher.find() ? Math.clamp(Integer.parseInt(matcher.group(1)), SMALLEST, PAGE) : PAGE;
  }
}
