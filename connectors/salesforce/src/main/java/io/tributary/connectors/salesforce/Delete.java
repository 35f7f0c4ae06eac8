package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.Map;

/** Deletes a record. One that is deleted already is no failure: a repeat comes to the same. */
public final class Delete implements Action<Map<String, Object>>, ObjectChoices {
  /** What the next steps get. */
  record Deleted(String id, boolean deleted) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var object = Names.object(context.fields(Chosen.class).object());
    var id = Saved.key(input, "Id");
    var path = "sobjects/%s/%s".formatted(object, Call.segment(id));
    out.emit(id, new Deleted(id, delete(Salesforce.of(context), path)));
  }

  private static boolean delete(Salesforce salesforce, String path) {
    try {
      Salesforce.drop(salesforce.attempt(Call.delete(path)));
      return true;
    } catch (ApiRefusal refusal) {
      if (refusal.has("ENTITY_IS_DELETED")) {
        return false;
      }
      throw refusal.sorted("input#/Id");
    }
  }
}
