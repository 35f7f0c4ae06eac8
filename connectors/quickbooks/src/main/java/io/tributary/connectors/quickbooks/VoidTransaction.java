package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Voids a transaction: it stays, with amounts of zero. */
public final class VoidTransaction implements Action<Map<String, Object>>, EntityChoices {
  /** What the author chooses. */
  record Fields(Optional<String> entity, Optional<String> onConflict) {}

  /**
   * What became of it.
   *
   * @param voided false: it was void before
   */
  record Done(String Id, String SyncToken, boolean voided, Map<String, Object> object) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var kind = EntityKind.of("fields#/entity", fields.entity());
    if (!kind.canBeVoided()) {
      throw new GiveUp(
          "fields#/entity: %s cannot be voided. Delete it instead".formatted(kind.label()));
    }
    var object =
        new Versioned(
            QuickBooks.of(context),
            kind,
            Input.id(input),
            Input.syncToken(input),
            Versioned.OnConflict.of(fields.onConflict()));
    var now = read(object);
    boolean wasVoid = isVoid(now);
    var after = wasVoid ? now : voided(object, RequestIds.of(context));
    out.emit(object.id(), new Done(object.id(), Versioned.token(after), !wasVoid, Tree.map(after)));
  }

  private static JsonNode read(Versioned object) {
    try {
      return object.quickbooks().read(object.kind(), object.id());
    } catch (Refusal refusal) {
      throw refusal.sorted("input#");
    }
  }

  private static JsonNode voided(Versioned object, RequestIds ids) {
    return object.run(
        Tree.MAPPER.createObjectNode(),
        token ->
            object
                .quickbooks()
                .change(
                    object.kind(), call(object, token), ids.id(object.requestOf("void", token))));
  }

  /** The vendor has two ways, by entity. */
  private static Call call(Versioned object, String token) {
    var body = new LinkedHashMap<String, Object>();
    body.put("Id", object.id());
    body.put("SyncToken", token);
    if (object.kind().voiding().equals("void")) {
      return Call.post(object.kind().path(), body).with("operation", "void");
    }
    body.put("sparse", true);
    return Call.post(object.kind().path(), body)
        .with("operation", "update")
        .with("include", "void");
  }

  private static boolean isVoid(JsonNode object) {
    return object.path("PrivateNote").asString("").startsWith("Voided")
        && object.path("TotalAmt").isNumber()
        && object.path("TotalAmt").decimalValue().compareTo(BigDecimal.ZERO) == 0;
  }
}
