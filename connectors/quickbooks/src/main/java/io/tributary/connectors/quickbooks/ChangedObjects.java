package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.PollingTrigger;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Gives out objects of one entity that are new, or new and changed ones. */
public final class ChangedObjects implements PollingTrigger, EntityChoices, Schemas {
  private final LongSupplier nanos;

  public ChangedObjects() {
    this(System::nanoTime);
  }

  ChangedObjects(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What the author chooses. */
  record Fields(
      Optional<String> entity,
      Optional<String> watch,
      Optional<String> where,
      Optional<String> since,
      Optional<Integer> lag) {
    String stamp() {
      boolean isNew = watch.map(String::strip).orElse("").equals("new");
      return isNew ? "MetaData.CreateTime" : "MetaData.LastUpdatedTime";
    }
  }

  @Override
  public void poll(Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var quickbooks = QuickBooks.of(context);
    var lag = Beginning.lag(fields.lag());
    if (context.snapshot().read(Mark.Kept.class).isEmpty()) {
      // Kept at once: otherwise the first objects would fall between two beginnings.
      context.snapshot().save(Mark.Kept.from(Beginning.of(quickbooks, fields.since(), lag)));
    }
    var source =
        new RecordPoll.Source(
            EntityKind.of("fields#/entity", fields.entity()),
            fields.stamp(),
            fields.where().map(String::strip).filter(text -> !text.isEmpty()),
            lag,
            Optional.empty());
    var kept = context.snapshot().read(Mark.Kept.class).orElseThrow();
    new RecordPoll(quickbooks, source, kept, nanos)
        .run((id, _, object) -> out.emit(id, object), context.snapshot()::save, out);
  }

  @Override
  public Shape schema(String name, Setup setup) {
    return new Shape(Map.of(), EntitySchema.read(setup.fields(Chosen.class).kind()));
  }
}
