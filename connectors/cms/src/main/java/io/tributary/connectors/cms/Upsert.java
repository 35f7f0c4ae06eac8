package io.tributary.connectors.cms;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Creates or changes the entry that a slug, or a field of its own, names. */
public final class Upsert implements Action<Map<String, Object>>, SiteChoices, SiteSchemas {
  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Create.Fields.class);
    var type = Cms.type(fields.type());
    var cms = Cms.of(context);
    var field = Create.chosen(fields.keyField());
    var marker =
        cms.marker(Optional.of(field.orElse("slug")), input, Optional.empty())
            .orElseThrow(
                () ->
                    new GiveUp(
                        "input#/%s: has no value, and tells which entry is meant. Map one to it"
                            .formatted(field.orElse("slug"))));
    var found = cms.having(type, marker, Map.of());
    if (found.size() > 1) {
      throw new GiveUp(
          "input#/%s: several entries have the value \"%s\". Make it unique, or mend the entries"
              .formatted(marker.field(), marker.value()));
    }
    var content = new LinkedHashMap<>(input);
    content.remove("id");
    var saved =
        found.isEmpty()
            ? cms.create(type, content, fields.wish())
            : cms.update(type, found.getFirst().id(), content, fields.wish().forContent());
    out.emit(saved.id(), saved);
  }
}
