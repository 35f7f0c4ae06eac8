package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.Map;
import java.util.Optional;

/** Deletes a transaction, or makes a name inactive: names cannot be deleted. */
public final class Delete implements Action<Map<String, Object>>, EntityChoices {
  private static final String NOT_FOUND = "610";

  /** What the author chooses. */
  record Fields(Optional<String> entity, Optional<String> onConflict) {}

  /**
   * What became of it.
   *
   * @param deleted false: it was gone, or inactive, before
   */
  record Done(String Id, boolean deleted, String how) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var kind = EntityKind.of("fields#/entity", fields.entity());
    var object =
        new Versioned(
            QuickBooks.of(context),
            kind,
            Input.id(input),
            Input.syncToken(input),
            Versioned.OnConflict.of(fields.onConflict()));
    var ids = RequestIds.of(context);
    out.emit(object.id(), kind.isName() ? deactivated(object, ids) : deleted(object, ids));
  }

  private static Done deactivated(Versioned object, RequestIds ids) {
    try {
      if (!object.quickbooks().read(object.kind(), object.id()).path("Active").asBoolean(true)) {
        return new Done(object.id(), false, "deactivated");
      }
    } catch (Refusal refusal) {
      throw refusal.sorted("input#");
    }
    object.sparse(Map.of("Active", false), ids);
    return new Done(object.id(), true, "deactivated");
  }

  private static Done deleted(Versioned object, RequestIds ids) {
    try {
      object.quickbooks().read(object.kind(), object.id());
    } catch (Refusal refusal) {
      if (refusal.has(NOT_FOUND)) {
        return new Done(object.id(), false, "deleted");
      }
      throw refusal.sorted("input#");
    }
    object.run(
        Tree.MAPPER.createObjectNode(),
        token ->
            object
                .quickbooks()
                .change(
                    object.kind(),
                    Call.post(object.kind().path(), Map.of("Id", object.id(), "SyncToken", token))
                        .with("operation", "delete"),
                    ids.id(object.requestOf("delete", token))));
    return new Done(object.id(), true, "deleted");
  }
}
