package io.tributary.connectors.cms;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes the entry that an id names; what the mapping leaves out stays as it is. */
public final class Update implements Action<Map<String, Object>>, SiteChoices, SiteSchemas {
  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Create.Fields.class);
    var id = Inputs.id(input);
    var content = new LinkedHashMap<>(input);
    content.remove("id");
    var saved =
        Cms.of(context).update(Cms.type(fields.type()), id, content, fields.wish().forChange());
    out.emit(saved.id(), saved);
  }
}
