package io.tributary.connectors.sap;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the entity whose key the input has. */
public final class Read implements Action<Map<String, Object>>, ServiceChoices, Schemas {
  /** What the author chooses. */
  record Fields(
      Optional<String> entitySet,
      Optional<String> select,
      Optional<Object> expand,
      Optional<Boolean> mustExist,
      Optional<Boolean> keepMetadata) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var target = Target.of(context, fields.entitySet(), fields.keepMetadata().orElse(false));
    var call = Call.get(target.path(input));
    var select = target.selected(fields.select(), List.of());
    var expand = Chosen.list("expand", fields.expand());
    call = select.isPresent() ? call.asking("$select", select.get()) : call;
    call = expand.isPresent() ? call.asking("$expand", expand.get()) : call;
    var result = new LinkedHashMap<String, Object>();
    try {
      var entity = target.entity(target.service().attempt(call));
      result.put("found", true);
      result.put("entity", entity);
      target.emit(entity, result, out);
    } catch (Refusal refusal) {
      if (refusal.status() != 404 || fields.mustExist().orElse(false)) {
        throw refusal.sorted("input#");
      }
      result.put("found", false);
      out.emit(result);
    }
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var target = Target.of(setup, setup.fields(Fields.class).entitySet(), false);
    var shapes = new Shapes(target.metadata());
    return new Shape(
        shapes.key(target.type()),
        Shapes.object(
            Map.of("found", Map.of("type", "boolean"), "entity", shapes.entity(target.type())),
            List.of("found")));
  }
}
