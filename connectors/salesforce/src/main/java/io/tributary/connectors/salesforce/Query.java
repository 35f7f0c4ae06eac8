package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Gives out what a query finds, page by page. */
public final class Query implements Action<Query.Asked> {
  private static final String SMALL_PAGES = "batchSize=200";

  /** What the flow's author maps. */
  public record Asked(Optional<String> soql, Map<String, Object> parameters) {}

  /** What the author chooses. */
  record Fields(Optional<String> soql, Optional<Give> give, Optional<Boolean> deleted) {}

  /** What one output holds. */
  enum Give {
    RECORDS,
    PAGES
  }

  /** Where to go on. */
  record Cursor(String next, long given) {}

  /** An output of a whole page. */
  record Page(long total, long from, Object records) {}

  @Override
  public void run(Asked asked, Context context, Emitter out) {
    var salesforce = Salesforce.of(context);
    var fields = context.fields(Fields.class);
    var cursor = context.cursor(Cursor.class);
    long given = cursor.map(Cursor::given).orElse(0L);
    var call = cursor.map(at -> Call.get(at.next())).orElseGet(() -> first(asked, fields));
    while (true) {
      var page = page(salesforce, call, fields, given, out);
      given += page.records();
      if (page.next().isEmpty()) {
        return;
      }
      out.page(new Cursor(page.next().get(), given));
      call = Call.get(page.next().get());
    }
  }

  private static Call first(Asked asked, Fields fields) {
    var soql =
        asked
            .soql()
            .or(fields::soql)
            .filter(text -> !text.isBlank())
            .orElseThrow(
                () -> new GiveUp("fields#/soql: is empty. Write a query, or map one to soql"));
    var resource = fields.deleted().orElse(false) ? "queryAll" : "query";
    return SoqlText.query(resource, SoqlText.filled(soql, asked.parameters()), "fields#/soql");
  }

  private static QueryPage page(
      Salesforce salesforce, Call call, Fields fields, long given, Emitter out) {
    if (fields.give().orElse(Give.RECORDS) == Give.RECORDS) {
      return read(salesforce, call, given, record -> emit(record, out));
    }
    var records = new ArrayList<Map<String, Object>>();
    var page =
        read(salesforce, call.with("Sforce-Query-Options", SMALL_PAGES), given, records::add);
    out.emit(new Page(page.total(), given, records));
    return page;
  }

  private static QueryPage read(
      Salesforce salesforce,
      Call call,
      long given,
      java.util.function.Consumer<Map<String, Object>> each) {
    try {
      return QueryPage.read(salesforce.attempt(call).body(), each);
    } catch (ApiRefusal refusal) {
      if (refusal.has("INVALID_QUERY_LOCATOR")) {
        throw new GiveUp(
            "fields#/soql: Salesforce has forgotten where the result goes on; %,d records were"
                    .formatted(given)
                + " given out. It keeps the ten newest results of a user for two days. Replay the"
                + " message to begin anew, or use bulkQuery, whose results stay for seven days");
      }
      throw refusal.sorted("fields#/soql");
    }
  }

  private static void emit(Map<String, Object> record, Emitter out) {
    if (record.get("Id") instanceof String id) {
      out.emit(id, record);
    } else {
      out.emit(record);
    }
  }
}
