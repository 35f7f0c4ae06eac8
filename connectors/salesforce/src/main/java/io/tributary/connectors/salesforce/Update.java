package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes the fields that are given of the record that {@code Id} names. */
public final class Update implements Action<Map<String, Object>>, ObjectChoices, Schemas {
  @Override
  public void run(Map<String, Object> record, Context context, Emitter out) {
    var object = Names.object(context.fields(Chosen.class).object());
    var id = Saved.key(record, "Id");
    var rest = new LinkedHashMap<>(record);
    rest.remove("Id");
    var path = "sobjects/%s/%s".formatted(object, Call.segment(id));
    Salesforce.drop(Salesforce.of(context).send(Call.json("PATCH", path, rest), "input#"));
    out.emit(id, new Saved(id, false));
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var object = Names.object(setup.fields(Chosen.class).object());
    var described = ObjectFields.of(Salesforce.of(setup), object);
    return new Shape(
        described.schema(field -> field.updateable() || field.name().equals("Id"), List.of("Id")),
        Saved.SCHEMA);
  }
}
