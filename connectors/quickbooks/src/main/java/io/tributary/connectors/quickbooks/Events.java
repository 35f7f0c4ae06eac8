package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Trigger;
import io.tributary.sdk.WebhookRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Takes Intuit's webhooks, in both of their shapes: one output for each event. */
public final class Events implements Trigger<WebhookRequest> {
  private static final int LARGEST = 4 * 1024 * 1024;

  /** What the author chooses. */
  record Fields(Optional<String> realmId, Optional<String> entities) {}

  @Override
  public void receive(WebhookRequest request, Context context, Emitter out) throws IOException {
    byte[] body;
    try (var content = request.open()) {
      body = content.readNBytes(LARGEST + 1);
    }
    if (body.length > LARGEST) {
      refuse(context, 413, "it has more than 4 MiB");
      return;
    }
    if (!isSigned(request, body, context)) {
      refuse(context, 401, "its intuit-signature does not fit the connection's verifier token");
      return;
    }
    List<Event> events;
    try {
      events = Event.all(Tree.MAPPER.readTree(body));
    } catch (JacksonException broken) {
      refuse(context, 400, "it is no JSON");
      return;
    }
    if (events.isEmpty()) {
      refuse(context, 400, "it has no events");
      return;
    }
    var fields = context.fields(Fields.class);
    events.stream()
        .filter(event -> isWanted(event, fields))
        .forEach(event -> out.emit(event.entity() + ":" + event.id(), event));
  }

  /** Without a token in the connection the flow's door has looked, or nobody. */
  private static boolean isSigned(WebhookRequest request, byte[] body, Context context) {
    var token =
        context.connection().secret("verifierToken").filter(each -> !each.reveal().isBlank());
    if (token.isEmpty()) {
      return true;
    }
    var signatures = request.headers().getOrDefault(Signature.HEADER, List.of());
    return signatures.size() == 1
        && Signature.fits(body, token.get().reveal().strip(), signatures.getFirst().strip());
  }

  private static boolean isWanted(Event event, Fields fields) {
    var realm = fields.realmId().map(String::strip).orElse("");
    var entities = words(fields.entities());
    return (realm.isEmpty() || realm.equals(event.realmId()))
        && (entities.isEmpty() || entities.contains(event.entity().toLowerCase(Locale.ROOT)));
  }

  private static Set<String> words(Optional<String> text) {
    return Stream.of(text.orElse("").split(","))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Nobody could mend a stranger's request: the sender is told, and nothing is started. */
  private static void refuse(Context context, int status, String why) {
    context.log().warn("request refused: {}", why);
    context.reply(Reply.text(status, "Refused: " + why + "\n"));
  }

  /**
   * Something happened to an object.
   *
   * @param operation in small letters: create, update, delete, merge, void, emailed
   * @param deletedId of a merge: the object that is gone
   */
  record Event(
      String realmId,
      String entity,
      String id,
      String operation,
      String at,
      Optional<String> deletedId) {

    static List<Event> all(JsonNode body) {
      return body.isArray()
          ? body.valueStream().filter(each -> each.has("intuitentityid")).map(Event::cloud).toList()
          : body.path("eventNotifications")
              .valueStream()
              .flatMap(
                  one ->
                      one.path("dataChangeEvent")
                          .path("entities")
                          .valueStream()
                          .map(entity -> of(one.path("realmId").asString(""), entity)))
              .toList();
    }

    private static Event of(String realm, JsonNode entity) {
      return new Event(
          realm,
          entity.path("name").asString(""),
          entity.path("id").asString(""),
          entity.path("operation").asString("").toLowerCase(Locale.ROOT),
          entity.path("lastUpdated").asString(""),
          Optional.of(entity.path("deletedId").asString("")).filter(id -> !id.isEmpty()));
    }

    /** The newer shape, whose type is such as qbo.invoice.created.v1. */
    private static Event cloud(JsonNode event) {
      var type = event.path("type").asString("").split("\\.");
      var name = type.length > 1 ? type[1] : "";
      return new Event(
          event.path("intuitaccountid").asString(""),
          EntityKind.find(name).map(EntityKind::name).orElse(name),
          event.path("intuitentityid").asString(""),
          operation(type.length > 2 ? type[2] : ""),
          event.path("time").asString(""),
          Optional.of(event.path("data").path("deletedId").asString(""))
              .filter(id -> !id.isEmpty()));
    }

    private static String operation(String past) {
      return switch (past) {
        case "created", "updated", "deleted", "merged" -> past.substring(0, past.length() - 1);
        case "voided" -> "void";
        default -> past;
      };
    }
  }
}
