package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Position;
import io.tributary.connectors.cms.Cms.Slice;
import io.tributary.connectors.cms.Cms.Stamp;
import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Gives out each entry of a type, in order of their numbers, page by page. */
public final class ListEntries implements Action<Map<String, Object>>, SiteChoices, EntrySchemas {
  /** What the author chooses. */
  record Fields(Optional<String> type, Optional<String> status, Optional<String> query) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var query = new LinkedHashMap<>(Query.parsed("fields#/query", fields.query()));
    Inputs.text(input.get("query"))
        .ifPresent(text -> query.putAll(Query.parsed("input#/query", Optional.of(text))));
    boolean published = !Create.chosen(fields.status()).orElse("published").equals("any");
    var slice =
        new Slice(Cms.type(fields.type()), Optional.empty(), Stamp.CHANGED, published, query);
    var reader = new EntryReader(Cms.of(context), slice);
    var position = context.cursor(Position.class).orElse(Position.BEGIN);
    while (true) {
      var page = reader.page(position);
      page.entries().forEach(entry -> out.emit(entry.id(), entry.content()));
      if (!page.more()) {
        return;
      }
      position = page.next();
      out.page(position);
    }
  }
}
