package io.tributary.connectors.cms;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.Map;
import java.util.Optional;

/** Deletes an entry. One that is deleted already is no failure: a repeat comes to the same. */
public final class Delete implements Action<Map<String, Object>>, SiteChoices {
  /** What the author chooses. */
  record Fields(Optional<String> type, Optional<Boolean> force) {}

  /** What the next steps get. */
  record Deleted(String id, boolean deleted) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var id = Inputs.id(input);
    boolean deleted =
        Cms.of(context).delete(Cms.type(fields.type()), id, fields.force().orElse(false));
    out.emit(id, new Deleted(id, deleted));
  }
}
