package io.tributary.connectors.salesforce;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.PollingTrigger;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Gives out records that are new, or new and changed ones. */
public final class ChangedRecords implements PollingTrigger, ObjectChoices, Schemas {
  private final LongSupplier nanos;

  public ChangedRecords() {
    this(System::nanoTime);
  }

  ChangedRecords(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What the author chooses. */
  record Fields(
      Optional<String> object,
      Optional<Watch> watch,
      Optional<String> fields,
      Optional<String> where,
      Optional<String> since,
      Optional<Integer> lag) {}

  /** Which records. */
  enum Watch {
    CHANGES,
    NEW;

    String stamp() {
      return this == NEW ? "CreatedDate" : "SystemModstamp";
    }
  }

  @Override
  public void poll(Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var object = Names.object(fields.object());
    var salesforce = Salesforce.of(context);
    var lag = Beginning.lag(fields.lag());
    var kept = context.snapshot().read(Mark.class);
    if (kept.isEmpty()) {
      // Kept at once: otherwise the first records would fall between two beginnings.
      context.snapshot().save(Beginning.mark(salesforce, fields.since(), lag));
    }
    var stamp = fields.watch().orElse(Watch.CHANGES).stamp();
    var names = Names.fields("fields#/fields", fields.fields());
    var source =
        new RecordPoll.Source(
            "query",
            object,
            withStamp(names.isEmpty() ? ObjectFields.of(salesforce, object).names() : names, stamp),
            stamp,
            fields.where().filter(text -> !text.isBlank()));
    var mark = context.snapshot().read(Mark.class).orElseThrow();
    new RecordPoll(salesforce, source, lag, mark, nanos).run(context, out);
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var object = Names.object(setup.fields(Chosen.class).object());
    var described = ObjectFields.of(Salesforce.of(setup), object);
    return new Shape(Map.of(), described.schema(_ -> true, List.of("Id")));
  }

  static List<String> withStamp(List<String> names, String stamp) {
    var all = new LinkedHashSet<>(List.of("Id", stamp));
    all.addAll(names);
    return List.copyOf(all);
  }
}
