package io.tributary.connectors.salesforce;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Trigger;
import io.tributary.sdk.WebhookRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * Takes outbound messages of workflow rules and flows: one output for each notification. Once they
 * are committed Salesforce is told so; until then it sends the message again.
 *
 * @see <a
 *     href="https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging.htm">Outbound
 *     Messaging</a>
 */
public final class OutboundMessage implements Trigger<WebhookRequest> {
  private static final int LARGEST = 8 * 1024 * 1024;
  private static final String ACKNOWLEDGED =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">\
      <soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound">\
      <Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>
      """;

  /** What the author chooses. */
  record Fields(Optional<String> organization) {}

  @Override
  public void receive(WebhookRequest request, Context context, Emitter out) throws IOException {
    if (request.size() > LARGEST) {
      refuse(context, "the message has " + request.size() + " bytes");
      return;
    }
    Notifications message;
    try (var body = request.open()) {
      message = Notifications.read(body);
    } catch (XMLStreamException broken) {
      refuse(context, "it is no outbound message: " + firstLine(broken));
      return;
    }
    var wanted = context.fields(Fields.class).organization().filter(id -> !id.isBlank());
    if (wanted.isPresent() && !sameId(wanted.get().strip(), message.organization())) {
      refuse(context, "it comes from the organization " + message.organization());
      return;
    }
    message.each().forEach(one -> out.emit(one.recordId(), one));
    context.reply(new Reply(200, Map.of("content-type", "text/xml; charset=utf-8"), ACKNOWLEDGED));
  }

  /** Nobody could mend a stranger's request: the sender is told, and nothing is started. */
  private static void refuse(Context context, String why) {
    context.log().warn("request refused: {}", why);
    context.reply(Reply.text(400, "Refused: " + why + "\n"));
  }

  /** Ids of 15 letters and of 18 name the same. */
  private static boolean sameId(String one, String other) {
    if (one.length() < 15) {
      throw new GiveUp(
          "fields#/organization: \"" + one + "\" is no id. Write the organization's, from 00D on");
    }
    return other.length() >= 15 && one.substring(0, 15).equals(other.substring(0, 15));
  }

  private static String firstLine(XMLStreamException broken) {
    return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
  }
}
