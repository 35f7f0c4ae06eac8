package io.tributary.connectors.sap;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.Map;
import java.util.Optional;

/** Changes the properties that are given of the entity whose key the input has. */
public final class Update implements Action<Map<String, Object>>, ServiceChoices, Schemas {
  /** What the author chooses. */
  record Fields(
      Optional<String> entitySet, Optional<String> conflict, Optional<Boolean> repeatable) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var target = Target.of(context, fields.entitySet(), false);
    var conflict = Change.conflict(fields.conflict());
    var headers =
        Repeatable.headers(fields.repeatable(), target.metadata().protocol(), context, out, 0);
    try {
      var saved = new Change(target).run(input, conflict, headers);
      target.emit(saved.key(), saved.output(), out);
    } catch (Refusal refusal) {
      throw refusal.sorted("input#");
    }
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var target = Target.of(setup, setup.fields(Fields.class).entitySet(), false);
    var shapes = new Shapes(target.metadata());
    var in =
        shapes.entity(
            target.type(),
            one -> one.updatable() || target.type().key().contains(one.name()),
            target.type().key());
    return new Shape(in, shapes.saved(target.type()));
  }
}
