package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Map;

/** Makes an object. A repeat of the message makes no second one: the request has its key. */
public final class Create implements Action<Map<String, Object>>, EntityChoices, Schemas {
  @Override
  public void run(Map<String, Object> object, Context context, Emitter out) {
    var kind = context.fields(Chosen.class).kind();
    try {
      var call = Call.post(kind.path(), object);
      var made =
          QuickBooks.of(context)
              .change(kind, call, RequestIds.of(context).id("create " + kind.name()));
      var saved = Saved.of(made, true);
      out.emit(saved.Id(), saved);
    } catch (Refusal refusal) {
      throw refusal.sorted("input#");
    }
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var kind = setup.fields(Chosen.class).kind();
    return new Shape(EntitySchema.create(kind, List.of()), Saved.schema(kind));
  }
}
