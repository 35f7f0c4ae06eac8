package io.tributary.connectors.webhook;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Json;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Trigger;
import io.tributary.sdk.WebhookRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a request's body out as what its content type says it is; a large one as it came, for a
 * step that reads it.
 */
public final class Receive implements Trigger<WebhookRequest> {
  /** What the step is set to. */
  record Fields(Optional<String> read, Optional<String> files, Optional<String> xml) {
    boolean isRaw() {
      return Chosen.of("fields#/read", read, Read.class, Read.MEANT) == Read.RAW;
    }

    FormFiles.Kept kept() {
      return Chosen.of("fields#/files", files, FormFiles.Kept.class, FormFiles.Kept.INSIDE);
    }

    boolean isXmlAsJson() {
      return Chosen.of("fields#/xml", xml, XmlAs.class, XmlAs.TEXT) == XmlAs.JSON;
    }
  }

  /** How the body is looked at. */
  enum Read {
    MEANT,
    RAW
  }

  /** What XML becomes. */
  enum XmlAs {
    TEXT,
    JSON
  }

  /**
   * What the next steps get.
   *
   * @param raw the text of XML, where the body is its JSON
   */
  record Received(
      String method,
      String path,
      Map<String, Object> query,
      Map<String, Object> headers,
      Object body,
      Optional<String> raw) {}

  /** A body that nobody looked into. */
  record Raw(String contentType, String base64) {}

  private record Body(Object value, Optional<String> raw) {
    static Body of(Object value) {
      return new Body(value, Optional.empty());
    }
  }

  @Override
  public void receive(WebhookRequest request, Context context, Emitter out) throws IOException {
    var fields = context.fields(Fields.class);
    Body body;
    try {
      body = body(request, fields, context);
    } catch (Malformed broken) {
      refuse(request, context, String.valueOf(broken.getMessage()));
      return;
    }
    try {
      out.emit(received(request, body));
    } catch (GiveUp noJson) {
      refuse(request, context, String.valueOf(noJson.getMessage()));
    }
  }

  static Received received(WebhookRequest request, Object body) {
    return received(request, Body.of(body));
  }

  private static Received received(WebhookRequest request, Body body) {
    return new Received(
        request.method(),
        request.path(),
        FormFields.single(request.query()),
        FormFields.single(request.headers()),
        body.value(),
        body.raw());
  }

  /** Nobody could mend a stranger's request: the sender is told, and nothing is started. */
  private static void refuse(WebhookRequest request, Context context, String found) {
    context.log().warn("request refused: {}", found);
    context.reply(
        Reply.json(
            400,
            Map.of(
                "title",
                "The request's body does not fit its content type",
                "detail",
                found,
                "advice",
                "Send what Content-Type says: " + request.contentType())));
  }

  private static Body body(WebhookRequest request, Fields fields, Context context)
      throws IOException {
    var type = ContentType.of(request.contentType());
    boolean raw = fields.isRaw();
    var files = fields.kept();
    boolean streamed = files == FormFiles.Kept.STORED && type.is("multipart/form-data") && !raw;
    if (request.large().isPresent() && !streamed) {
      return Body.of(request.large().get());
    }
    if (raw) {
      return Body.of(new Raw(request.contentType(), request.bodyBase64()));
    }
    if (type.is("multipart/form-data")) {
      try (var content = request.open()) {
        return Body.of(
            Multipart.read(content, type.parameter("boundary"), FormFiles.of(files, context)));
      }
    }
    return small(request.body(), type, fields);
  }

  private static Body small(byte[] bytes, ContentType type, Fields fields) {
    if (type.is("application/x-www-form-urlencoded")) {
      return Body.of(FormFields.single(FormFields.urlEncoded(type.text(bytes))));
    }
    if (type.isJson()) {
      return Body.of(new Json(type.text(bytes)));
    }
    if (type.isXml() && fields.isXmlAsJson()) {
      var document = Xml.read(bytes, type.knownCharset());
      return new Body(document.json(), Optional.of(document.text()));
    }
    return Body.of(type.text(bytes));
  }
}
