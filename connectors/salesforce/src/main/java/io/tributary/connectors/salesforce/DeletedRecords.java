package io.tributary.connectors.salesforce;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.PollingTrigger;
import java.util.Optional;

/** Gives out records that were deleted, while they are in the recycle bin. */
public final class DeletedRecords implements PollingTrigger, ObjectChoices {
  private static final String STAMP = "SystemModstamp";

  /** What the author chooses. */
  record Fields(
      Optional<String> object,
      Optional<String> fields,
      Optional<String> since,
      Optional<Integer> lag) {}

  @Override
  public void poll(Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var object = Names.object(fields.object());
    var salesforce = Salesforce.of(context);
    var lag = Beginning.lag(fields.lag());
    if (context.snapshot().read(Mark.class).isEmpty()) {
      context.snapshot().save(Beginning.mark(salesforce, fields.since(), lag));
    }
    var source =
        new RecordPoll.Source(
            "queryAll",
            object,
            ChangedRecords.withStamp(Names.fields("fields#/fields", fields.fields()), STAMP),
            STAMP,
            Optional.of("IsDeleted = true"));
    var mark = context.snapshot().read(Mark.class).orElseThrow();
    new RecordPoll(salesforce, source, lag, mark, System::nanoTime).run(context, out);
  }
}
