package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives out what a query finds, page by page. */
public final class Query implements Action<Query.Asked> {
  private static final int PAGE = 1000;
  private static final int SMALL_PAGE = 200;

  /** The platform commits at most 16 MiB at once. */
  private static final long PORTION = 4L * 1024 * 1024;

  /** What the flow's author maps. */
  public record Asked(Optional<String> query, Map<String, Object> parameters) {}

  /** What the author chooses. */
  record Fields(Optional<String> query, Optional<String> give) {}

  /**
   * Where to go on.
   *
   * @param start the next object's place, from 1 on
   */
  record Cursor(long start) {}

  /** An output of a whole page. */
  record Page(long from, List<Map<String, Object>> objects) {}

  @Override
  public void run(Asked asked, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var query = query(asked, fields);
    boolean pages = fields.give().map(String::strip).orElse("").equals("pages");
    var reading = new Reading(QuickBooks.of(context), query, pages ? SMALL_PAGE : PAGE, out);
    long start = context.cursor(Cursor.class).map(Cursor::start).orElse(1L);
    while (true) {
      int found = pages ? reading.whole(start) : reading.each(start);
      if (found < reading.size()) {
        return;
      }
      start += found;
      out.page(new Cursor(start));
    }
  }

  /** Reads pages of one query. */
  private record Reading(QuickBooks quickbooks, String query, int size, Emitter out) {
    int whole(long start) {
      var objects = new ArrayList<Map<String, Object>>();
      var page = read(start, (object, _) -> objects.add(object));
      if (!objects.isEmpty()) {
        out.emit(new Page(start, objects));
      }
      return page.objects();
    }

    int each(long start) {
      var done = new long[2];
      var page =
          read(
              start,
              (object, bytes) -> {
                emit(object);
                done[0]++;
                if (bytes - done[1] > PORTION) {
                  done[1] = bytes;
                  out.page(new Cursor(start + done[0]));
                }
              });
      page.total().ifPresent(total -> out.emit(Map.of("totalCount", total)));
      return page.objects();
    }

    private QueryPage read(long start, QueryPage.Each each) {
      var text = "%s STARTPOSITION %d MAXRESULTS %d".formatted(query, start, size);
      return QueryPage.read(quickbooks, text, "fields#/query", each);
    }

    private void emit(Map<String, Object> object) {
      if (object.get("Id") instanceof String id) {
        out.emit(id, object);
      } else {
        out.emit(object);
      }
    }
  }

  private static String query(Asked asked, Fields fields) {
    var text =
        asked
            .query()
            .or(fields::query)
            .map(String::strip)
            .filter(given -> !given.isEmpty())
            .orElseThrow(
                () -> new GiveUp("fields#/query: is empty. Write a query, or map one to query"));
    QueryText.checkPaging("fields#/query", text);
    return QueryText.filled(text, asked.parameters());
  }
}
