package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates or changes the record that an external id names. A repeat has no further effect. */
public final class Upsert implements Action<Map<String, Object>>, ObjectChoices, Schemas {
  /** What the author chooses. */
  record Fields(Optional<String> object, Optional<String> keyField) {}

  @Override
  public void run(Map<String, Object> record, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var object = Names.object(fields.object());
    var key = Names.field("fields#/keyField", fields.keyField().orElse(""));
    var saved = Saved.upsert(Salesforce.of(context), object, key, Saved.key(record, key), record);
    out.emit(saved.id(), saved);
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var fields = setup.fields(Fields.class);
    var key = fields.keyField().orElse("");
    var described = ObjectFields.of(Salesforce.of(setup), Names.object(fields.object()));
    return new Shape(
        described.schema(
            field -> field.createable() || field.updateable(),
            key.isBlank() ? List.of() : List.of(key)),
        Saved.SCHEMA);
  }
}
