package io.tributary.connectors.webhook;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Json;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Trigger;
import io.tributary.sdk.WebhookRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives a request's body out as what its content type says it is; a large one as it came, for a
 * step that reads it.
 */
public final class Receive implements Trigger<WebhookRequest> {
  /** What the next steps get. */
  record Received(
      String method,
      String path,
      Map<String, Object> query,
      Map<String, Object> headers,
      Object body) {}

  @Override
  public void receive(WebhookRequest request, Context context, Emitter out) {
    try {
      out.emit(
          new Received(
              request.method(),
              request.path(),
              single(request.query()),
              single(request.headers()),
              body(request)));
    } catch (GiveUp broken) {
      // Nobody could mend a stranger's request: the sender is told, and nothing is started.
      context.log().warn("request refused: {}", broken.getMessage());
      context.reply(
          Reply.json(
              400,
              Map.of(
                  "title",
                  "The request's body does not fit its content type",
                  "detail",
                  broken.getMessage(),
                  "advice",
                  "Send what Content-Type says: " + request.contentType())));
    }
  }

  private static Object body(WebhookRequest request) {
    if (request.large().isPresent()) {
      return request.large().get();
    }
    var type = ContentType.of(request.contentType());
    var bytes = request.body();
    if (type.is("application/x-www-form-urlencoded")) {
      return single(FormFields.urlEncoded(text(bytes, type)));
    }
    if (type.is("multipart/form-data")) {
      return FormFields.multipart(bytes, type.parameter("boundary"));
    }
    if (type.isJson()) {
      return new Json(text(bytes, type));
    }
    return text(bytes, type);
  }

  private static String text(byte[] bytes, ContentType type) {
    return new String(bytes, charset(type));
  }

  private static Charset charset(ContentType type) {
    var name = type.parameter("charset");
    try {
      return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      throw new GiveUp("charset " + name.toLowerCase(Locale.ROOT) + " is unknown", unknown);
    }
  }

  private static Map<String, Object> single(Map<String, List<String>> values) {
    var single = new LinkedHashMap<String, Object>();
    values.forEach((name, all) -> single.put(name, all.size() == 1 ? all.getFirst() : all));
    return single;
  }
}
