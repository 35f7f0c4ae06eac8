package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.Map;
import java.util.Optional;

/** Has QuickBooks send an invoice by e-mail. A repeat of the message sends no second one. */
public final class SendInvoice implements Action<Map<String, Object>> {
  private static final EntityKind INVOICE = EntityKind.of("fields#/entity", Optional.of("Invoice"));

  /** What the next steps get. */
  record Sent(String Id, String emailStatus, String to, Map<String, Object> object) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var id = Input.id(input);
    var call = Call.bare("invoice/" + Call.encoded(id) + "/send");
    var to = Input.text(input, "to");
    if (to.isPresent()) {
      call = call.with("sendTo", to.get());
    }
    try {
      var request = RequestIds.of(context).id("send " + id);
      var invoice = QuickBooks.of(context).change(INVOICE, call, request);
      out.emit(
          id,
          new Sent(
              id,
              invoice.path("EmailStatus").asString(""),
              invoice.path("BillEmail").path("Address").asString(""),
              Tree.map(invoice)));
    } catch (Refusal refusal) {
      throw refusal.sorted("input#");
    }
  }
}
