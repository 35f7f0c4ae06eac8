package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Entry;
import io.tributary.connectors.cms.Cms.Marker;
import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.Map;
import java.util.Optional;

/** Finds one entry by its id, its slug or another field, or by words. */
public final class LookUp implements Action<Map<String, Object>>, SiteChoices {
  /** What the author chooses. */
  record Fields(
      Optional<String> type,
      Optional<String> keyField,
      Optional<String> query,
      Optional<Boolean> mustExist) {}

  /** What the next steps get. */
  record Found(boolean found, Optional<String> id, Optional<Map<String, Object>> entry) {}

  @Override
  public void run(Map<String, Object> wanted, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var found = found(wanted, fields, Cms.of(context));
    if (found.isEmpty() && fields.mustExist().orElse(false)) {
      throw new GiveUp(
          "input#: there is no such entry of %s. Create it first, or allow that there is none"
              .formatted(fields.type().orElse("")));
    }
    out.emit(new Found(found.isPresent(), found.map(Entry::id), found.map(Entry::content)));
  }

  private static Optional<Entry> found(Map<String, Object> wanted, Fields fields, Cms cms) {
    var type = Cms.type(fields.type());
    var query = Query.parsed("fields#/query", fields.query());
    var id = Inputs.text(wanted.get("id"));
    if (id.isPresent()) {
      return cms.byId(type, Inputs.id(Map.of("id", id.get())), query);
    }
    var slug = Inputs.text(wanted.get("slug"));
    var field = Create.chosen(fields.keyField());
    var value = slug.or(() -> Inputs.text(wanted.get("value")));
    if (value.isPresent()) {
      var name = slug.isPresent() ? "slug" : field.orElse("slug");
      var marker = cms.marker(Optional.of(name), Map.of(name, value.get()), Optional.empty());
      return one(cms, type, marker.orElseThrow(), query);
    }
    var words = Inputs.text(wanted.get("search"));
    if (words.isPresent()) {
      return cms.search(type, words.get(), query);
    }
    throw new GiveUp("input#: tells no entry. Map one of id, slug, value and search");
  }

  private static Optional<Entry> one(
      Cms cms, String type, Marker marker, Map<String, String> query) {
    var entries = cms.having(type, marker, query);
    if (entries.size() > 1) {
      throw new GiveUp(
          "input#: several entries have %s \"%s\". Look up by a field that is unique"
              .formatted(marker.field(), marker.value()));
    }
    return entries.stream().findFirst();
  }
}
