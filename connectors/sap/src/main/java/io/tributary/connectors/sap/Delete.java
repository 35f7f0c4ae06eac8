package io.tributary.connectors.sap;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes the entity whose key the input has; one that is gone already is no failure. */
public final class Delete implements Action<Map<String, Object>>, ServiceChoices, Schemas {
  /** What the author chooses. */
  record Fields(Optional<String> entitySet) {}

  /** What the next steps get. */
  record Deleted(Map<String, Object> key, boolean deleted) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var target = Target.of(context, context.fields(Fields.class).entitySet(), false);
    var etag = Optional.ofNullable(input.get("@odata.etag")).map(Object::toString).orElse("*");
    var deleted = new Deleted(target.keys().of(input), isDeleted(target, input, etag));
    target.emit(deleted.key(), deleted, out);
  }

  private static boolean isDeleted(Target target, Map<String, Object> input, String etag) {
    try {
      target.service().attempt(Call.of("DELETE", target.path(input)).with("If-Match", etag)).drop();
      return true;
    } catch (Refusal refusal) {
      boolean isGone =
          refusal.status() == 404
              || refusal.status() == 410
              // To some services a condition about what is not there does not hold.
              || refusal.status() == 412 && new Change(target).found(input).isEmpty();
      if (isGone) {
        return false;
      }
      throw refusal.sorted("input#");
    }
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var target = Target.of(setup, setup.fields(Fields.class).entitySet(), false);
    var key = new Shapes(target.metadata()).key(target.type());
    return new Shape(
        key,
        Shapes.object(
            Map.of("key", key, "deleted", Map.of("type", "boolean")), List.of("key", "deleted")));
  }
}
