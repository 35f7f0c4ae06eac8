package io.tributary.connectors.sap;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates an entity, with those below it where the input nests them. */
public final class Create implements Action<Map<String, Object>>, ServiceChoices, Schemas {
  /** What the author chooses. */
  record Fields(
      Optional<String> entitySet, Optional<String> ifThere, Optional<Boolean> repeatable) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var target = Target.of(context, fields.entitySet(), false);
    boolean takes = Chosen.word("ifThere", fields.ifThere(), "fail", "take").equals("take");
    var body = target.entities().in(target.type(), input, "input#");
    var call =
        Call.json("POST", target.set(), body)
            .with(
                Repeatable.headers(
                    fields.repeatable(), target.metadata().protocol(), context, out, 0));
    var saved = saved(target, input, call, takes && target.keys().isIn(input));
    target.emit(saved.key(), saved.output(), out);
  }

  /** Services say in many ways that the key is taken; whether it is, a look tells. */
  private static Saved saved(Target target, Map<String, Object> input, Call call, boolean takes) {
    try {
      return Saved.of(target, input, true, target.service().attempt(call));
    } catch (Refusal refusal) {
      boolean mayBeThere = refusal.status() == 409 || refusal.status() == 400;
      var there = takes && mayBeThere ? new Change(target).found(input) : Optional.<Saved>empty();
      return there.orElseThrow(() -> refusal.sorted("input#"));
    }
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var target = Target.of(setup, setup.fields(Fields.class).entitySet(), false);
    var shapes = new Shapes(target.metadata());
    var in = shapes.entity(target.type(), Metadata.Property::creatable, List.of());
    return new Shape(in, shapes.saved(target.type()));
  }
}
