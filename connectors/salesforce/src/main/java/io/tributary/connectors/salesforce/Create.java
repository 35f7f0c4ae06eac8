package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Creates a record. Salesforce has no way to tell a repeat from a second record, unless the author
 * gives it an external id field to keep the message's key in.
 */
public final class Create implements Action<Map<String, Object>>, ObjectChoices, Schemas {
  /** What the author chooses. */
  record Fields(Optional<String> object, Optional<String> keyField) {}

  /** What the next steps get. */
  record Created(String id, boolean created) {}

  @Override
  public void run(Map<String, Object> record, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var object = Names.object(fields.object());
    var salesforce = Salesforce.of(context);
    var keyField = fields.keyField().filter(name -> !name.isBlank());
    var created =
        keyField.isEmpty()
            ? create(salesforce, object, record)
            : once(salesforce, object, keyField.get(), record, context.idempotencyKey());
    out.emit(created.id(), created);
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var object = Names.object(setup.fields(Chosen.class).object());
    var described = ObjectFields.of(Salesforce.of(setup), object);
    return new Shape(
        described.schema(ObjectFields.Field::createable, described.neededToCreate()), Saved.SCHEMA);
  }

  private static Created create(Salesforce salesforce, String object, Map<String, Object> record) {
    var answer = salesforce.tree(Call.json("POST", "sobjects/" + object, record), "input#");
    return new Created(answer.path("id").asString(""), true);
  }

  private static Created once(
      Salesforce salesforce,
      String object,
      String keyField,
      Map<String, Object> record,
      String messageKey) {
    var field = Names.field("fields#/keyField", keyField);
    if (record.containsKey(field)) {
      throw new GiveUp(
          "input#/%s: is the field that keeps the message's key. Leave it out of the mapping"
              .formatted(field));
    }
    var saved = Saved.upsert(salesforce, object, field, key(messageKey), record);
    // An earlier attempt that was not heard of made it.
    return new Created(saved.id(), true);
  }

  /** 40 characters, whatever the message's key is. */
  private static String key(String messageKey) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(messageKey.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 20);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
