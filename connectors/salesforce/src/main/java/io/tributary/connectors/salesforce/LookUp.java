package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the one record that a field's value names. */
public final class LookUp implements Action<LookUp.Wanted>, ObjectChoices, Schemas {
  /** What the flow's author maps. */
  public record Wanted(Object value) {}

  /** What the author chooses. */
  record Fields(
      Optional<String> object,
      Optional<String> keyField,
      Optional<String> fields,
      Optional<Boolean> mustExist) {}

  /** What the next steps get. */
  record Found(boolean found, Optional<Map<String, Object>> record) {}

  @Override
  public void run(Wanted wanted, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var object = Names.object(fields.object());
    var key = Names.field("fields#/keyField", fields.keyField().orElse("Id"));
    var names = Names.fields("fields#/fields", fields.fields());
    var salesforce = Salesforce.of(context);
    var soql =
        SoqlText.filled(
            "SELECT %s FROM %s WHERE %s = :value LIMIT 2"
                .formatted(names.isEmpty() ? "FIELDS(ALL)" : String.join(", ", names), object, key),
            Map.of("value", wanted.value()));
    var records = new ArrayList<Map<String, Object>>();
    QueryPage.read(
        salesforce.send(SoqlText.query("query", soql, "fields#/fields"), "input#/value").body(),
        records::add);
    if (records.size() > 1) {
      throw new GiveUp(
          "input#/value: several records of %s have this %s. Look up by a field that is unique"
              .formatted(object, key));
    }
    if (records.isEmpty() && fields.mustExist().orElse(false)) {
      throw new GiveUp(
          "input#/value: no record of %s has this %s. Create it first, or allow that there is none"
              .formatted(object, key));
    }
    out.emit(new Found(!records.isEmpty(), records.stream().findFirst()));
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var object = Names.object(setup.fields(Chosen.class).object());
    var described = ObjectFields.of(Salesforce.of(setup), object);
    return new Shape(
        Map.of(
            "type",
            "object",
            "properties",
            Map.of("value", Map.of("title", "Value of the field")),
            "required",
            List.of("value")),
        Map.of(
            "type",
            "object",
            "properties",
            Map.of(
                "found",
                Map.of("type", "boolean"),
                "record",
                described.schema(_ -> true, List.of())),
            "required",
            List.of("found")));
  }
}
