package io.tributary.connectors.cms;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.Map;

/** Makes a draft of an entry that everybody could see. */
public final class Unpublish implements Action<Map<String, Object>>, SiteChoices {
  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var type = Cms.type(context.fields(Chosen.class).type());
    var saved = Cms.of(context).publish(type, Inputs.id(input), false);
    out.emit(saved.id(), saved);
  }
}
