package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the object that a field names, or changes it. */
public final class Upsert implements Action<Map<String, Object>>, EntityChoices, Schemas {
  private static final List<String> TAKEN = List.of("6240", "6140");

  /** What the author chooses. */
  record Fields(Optional<String> entity, Optional<String> keyField) {
    EntityKind kind() {
      return EntityKind.of("fields#/entity", entity);
    }

    String key() {
      var key = keyField.map(String::strip).orElse("");
      if (!kind().keys().contains(key)) {
        throw new GiveUp(
            "fields#/keyField: \"%s\" does not tell one %s from another. Choose one of %s"
                .formatted(key, kind().name(), kind().keys()));
      }
      return key;
    }
  }

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var key = fields.key();
    var value =
        Input.text(input, key)
            .orElseThrow(
                () ->
                    new GiveUp(
                        "input#/%s: has no value, and tells which object is meant. Map one to it"
                            .formatted(key)));
    var look = new LookUp(QuickBooks.of(context), fields.kind(), key);
    var found = look.find(value);
    var saved =
        found.isPresent()
            ? changed(look, found.get(), input, context)
            : created(look, value, input, context);
    out.emit(saved.Id(), saved);
  }

  private static Saved created(
      LookUp look, String value, Map<String, Object> input, Context context) {
    try {
      var call = Call.post(look.kind().path(), input);
      var id = RequestIds.of(context).id("create " + look.kind().name());
      return Saved.of(look.quickbooks().change(look.kind(), call, id), true);
    } catch (Refusal refusal) {
      if (TAKEN.stream().noneMatch(refusal::has)) {
        throw refusal.sorted("input#");
      }
      // Somebody made it in the meantime, or the name belongs to an object of another kind.
      var other = look.find(value).orElseThrow(() -> refusal.sorted("input#"));
      return changed(look, other, input, context);
    }
  }

  private static Saved changed(
      LookUp look, LookUp.Found found, Map<String, Object> input, Context context) {
    var changes = Input.changes(input);
    if (!found.isActive()) {
      changes.putIfAbsent("Active", true);
    }
    var object =
        new Versioned(
            look.quickbooks(),
            look.kind(),
            found.id(),
            Optional.of(found.syncToken()),
            Versioned.OnConflict.REAPPLY);
    return Saved.of(object.sparse(changes, RequestIds.of(context)), false);
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var fields = setup.fields(Fields.class);
    var key = fields.keyField().filter(text -> !text.isBlank());
    return new Shape(
        EntitySchema.create(fields.kind(), key.stream().toList()), Saved.schema(fields.kind()));
  }
}
