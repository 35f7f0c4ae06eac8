package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Reply;
import java.util.Map;

/** Tells Salesforce that an outbound message has arrived, so that it is not sent again. */
public final class Acknowledge implements Action<Object> {
  private static final String BODY =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">\
      <soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">\
      <Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>
      """;

  @Override
  public void run(Object input, Context context, Emitter out) {
    context.reply(new Reply(200, Map.of("content-type", "text/xml; charset=utf-8"), BODY));
    out.emit(input);
  }
}
