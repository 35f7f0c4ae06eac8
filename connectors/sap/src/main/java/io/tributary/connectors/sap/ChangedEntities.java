package io.tributary.connectors.sap;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.PollingTrigger;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Gives out entities that are new, changed, or removed. */
public final class ChangedEntities implements PollingTrigger, ServiceChoices, Schemas {
  private final LongSupplier nanos;

  public ChangedEntities() {
    this(System::nanoTime);
  }

  ChangedEntities(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What the author chooses. */
  record Fields(
      Optional<String> entitySet,
      Optional<String> by,
      Optional<String> stamp,
      Optional<String> filter,
      Optional<String> select,
      Optional<Object> expand,
      Optional<String> since,
      Optional<Integer> lag,
      Optional<String> ifExpired,
      Optional<Boolean> keepMetadata) {}

  @Override
  public void poll(Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var target = Target.of(context, fields.entitySet(), fields.keepMetadata().orElse(false));
    if (Chosen.word("by", fields.by(), "delta", "stamp").equals("delta")) {
      new DeltaPoll(target, fields, context, out, nanos).run();
    } else {
      new StampPoll(target, fields, context, out, nanos).run();
    }
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var target = Target.of(setup, setup.fields(Fields.class).entitySet(), false);
    var shapes = new Shapes(target.metadata());
    // Removed entities have these three instead of the others.
    var all = new LinkedHashMap<String, Object>();
    all.put("deleted", Map.of("type", "boolean", "title", "True for removed entities"));
    all.put("reason", Map.of("type", "string", "title", "Of removed entities"));
    all.put("key", shapes.key(target.type()));
    if (shapes.entity(target.type()).get("properties") instanceof Map<?, ?> own) {
      own.forEach((property, schema) -> all.put(String.valueOf(property), schema));
    }
    return new Shape(Map.of(), Shapes.object(all, List.of()));
  }
}
