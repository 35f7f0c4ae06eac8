package io.tributary.connectors.sap;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Changes the entity whose key the input has, or creates it. A repeat has no further effect. */
public final class Upsert implements Action<Map<String, Object>>, ServiceChoices, Schemas {
  private static final int MOST_TRIES = 3;
  private static final Set<Integer> MAY_BE_THERE = Set.of(400, 409, 412, 422);

  /** What the author chooses. */
  record Fields(Optional<String> entitySet, Optional<String> create) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var target = Target.of(context, fields.entitySet(), false);
    boolean posts = Chosen.word("create", fields.create(), "post", "patch").equals("post");
    var saved = saved(target, input, creation(target, input, posts));
    target.emit(saved.key(), saved.output(), out);
  }

  private static Saved saved(Target target, Map<String, Object> input, Call creation) {
    var change = new Change(target);
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        return change.run(input, Change.Conflict.AGAIN, Map.of());
      } catch (Refusal refusal) {
        if (refusal.status() != 404) {
          throw refusal.sorted("input#");
        }
      }
      try {
        return Saved.of(target, input, true, target.service().attempt(creation));
      } catch (Refusal refusal) {
        // Another message may have created it in between; then this one changes it.
        if (!MAY_BE_THERE.contains(refusal.status()) || change.found(input).isEmpty()) {
          throw refusal.sorted("input#");
        }
      }
    }
    throw new RetryLater("input#: the entity comes and goes while it is written");
  }

  private static Call creation(Target target, Map<String, Object> input, boolean posts) {
    var all = target.entities().in(target.type(), input, "input#");
    if (posts || target.metadata().protocol() == Protocol.V2) {
      return Call.json("POST", target.set(), all);
    }
    target.type().key().forEach(all::remove);
    return Call.json("PATCH", target.path(input), all).with("If-None-Match", "*");
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var target = Target.of(setup, setup.fields(Fields.class).entitySet(), false);
    var shapes = new Shapes(target.metadata());
    var in =
        shapes.entity(
            target.type(), one -> one.creatable() || one.updatable(), target.type().key());
    return new Shape(in, shapes.saved(target.type()));
  }
}
