package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.Map;
import java.util.Optional;

/** Changes the fields that are given of the object that {@code Id} names. */
public final class Update implements Action<Map<String, Object>>, EntityChoices, Schemas {
  /** What the author chooses. */
  record Fields(Optional<String> entity, Optional<String> onConflict) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var object =
        new Versioned(
            QuickBooks.of(context),
            EntityKind.of("fields#/entity", fields.entity()),
            Input.id(input),
            Input.syncToken(input),
            Versioned.OnConflict.of(fields.onConflict()));
    var saved = Saved.of(object.sparse(Input.changes(input), RequestIds.of(context)), false);
    out.emit(saved.Id(), saved);
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var kind = setup.fields(Chosen.class).kind();
    return new Shape(EntitySchema.change(kind), Saved.schema(kind));
  }
}
