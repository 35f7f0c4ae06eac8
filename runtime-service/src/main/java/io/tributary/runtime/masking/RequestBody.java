package io.tributary.runtime.masking;

import io.tributary.foundation.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Hides parts of a webhook request's raw body ({@link
 * io.tributary.contracts.steps.HookRequest#bodyBase64}). JSON and form fields are shown read, as
 * {@code body}, with what is secret in them hidden; of anything else nobody knows where in it a
 * secret stands, so that its type and size are all that is shown; the same of a large body, which
 * lies beside the message. What a person changes of the shown form is written as it came again.
 *
 * <p>Schemas describe what a trigger makes of a request, not the request. So a place counts where
 * the trigger gives the body as {@code body} or as the whole message, and a secret's name counts
 * wherever it stands.
 */
final class RequestBody {
  private static final String RAW = "bodyBase64";
  private static final String READ = "body";
  private static final String LARGE = "large";

  private final List<Mask.Hiding> described;
  private final Set<String> names;

  /**
   * @param described what is secret of what the trigger gives
   * @param names of secret properties, in lower case
   */
  RequestBody(List<Mask.Hiding> described, Set<String> names) {
    this.described = List.copyOf(described);
    this.names = Set.copyOf(names);
  }

  /** As it may be shown; what is no request with a raw body, as it is. */
  JsonNode hide(JsonNode request) {
    var opened = open(request);
    if (!(opened instanceof ObjectNode object)) {
      return opened;
    }
    if (object.has(RAW)) {
      return isRaw(object) ? unread(object) : withoutLarge(object);
    }
    return object.has(READ) && object.has("method")
        ? object.deepCopy().set(READ, hidden(object.path(READ)))
        : object;
  }

  /** The request with its body read, nothing hidden; as it is where that cannot be read. */
  JsonNode open(JsonNode request) {
    if (!(request instanceof ObjectNode object) || !isRaw(object) || object.has(READ)) {
      return request;
    }
    return read(object)
        .<JsonNode>map(
            body -> {
              var opened = object.deepCopy();
              opened.remove(RAW);
              return opened.set(READ, body);
            })
        .orElse(request);
  }

  /** What was opened, and perhaps changed, as a trigger takes it. */
  JsonNode close(JsonNode changed, JsonNode original) {
    if (!(changed instanceof ObjectNode object)
        || !(original instanceof ObjectNode request)
        || object.has(RAW)
        || !object.has(READ)) {
      return changed;
    }
    return read(request)
        .<JsonNode>map(
            body -> {
              var closed = object.deepCopy();
              var now = closed.remove(READ);
              return closed.set(
                  RAW, now.equals(body) ? request.path(RAW) : raw(written(request, now)));
            })
        .orElse(changed);
  }

  /** The request in its own shape, its body hidden whole where anything in it is. */
  JsonNode blind(JsonNode request) {
    if (!(request instanceof ObjectNode object)) {
      return request;
    }
    if (isRaw(object) && hidesIn(object)) {
      return object.deepCopy().set(RAW, Mask.hidden());
    }
    return LargeBodyNode.is(object.path(LARGE))
        ? object.deepCopy().set(LARGE, Mask.hidden())
        : object;
  }

  private boolean hidesIn(ObjectNode request) {
    return read(request).map(body -> !hidden(body).equals(body)).orElse(true);
  }

  private static boolean isRaw(ObjectNode request) {
    var text = request.path(RAW).asString("");
    return !text.isEmpty() && !text.equals(Mask.HIDDEN);
  }

  private JsonNode hidden(JsonNode body) {
    var shown = body;
    for (var hiding : described) {
      var asBody = hiding.hide(Json.mapper().createObjectNode().set(READ, shown));
      shown = asBody instanceof ObjectNode given ? given.path(READ) : Mask.hidden();
      shown = hiding.hide(shown);
    }
    return byName(shown);
  }

  private JsonNode byName(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var shown = object.objectNode();
      object
          .properties()
          .forEach(entry -> shown.set(entry.getKey(), byName(entry.getKey(), entry.getValue())));
      return shown;
    }
    if (node instanceof ArrayNode array) {
      var shown = array.arrayNode(array.size());
      array.forEach(item -> shown.add(byName(item)));
      return shown;
    }
    return node;
  }

  private JsonNode byName(String name, JsonNode value) {
    return names.contains(name.toLowerCase(Locale.ROOT)) && !value.isNull()
        ? Mask.hidden()
        : byName(value);
  }

  private static JsonNode unread(ObjectNode request) {
    var raw = request.path(RAW).asString("");
    var type = request.path("contentType").asString("");
    return request
        .deepCopy()
        .put(
            RAW,
            hiddenWhole(
                bytes(raw).map(bytes -> bytes.length).orElse(raw.length()),
                type.isEmpty() ? "one without a type" : "this one of type " + type));
  }

  private static JsonNode withoutLarge(ObjectNode request) {
    var large = request.path(LARGE);
    return LargeBodyNode.is(large)
        ? request
            .deepCopy()
            .put(LARGE, hiddenWhole(large.path("size").asLong(0), "this one, a large body,"))
        : request;
  }

  private static String hiddenWhole(long bytes, String which) {
    return "%s (%,d bytes; parts of a body are secret, and %s cannot be looked into)"
        .formatted(Mask.HIDDEN, bytes, which);
  }

  private static Optional<JsonNode> read(ObjectNode request) {
    if (isCompressed(request)) {
      return Optional.empty();
    }
    var bytes = bytes(request.path(RAW).asString(""));
    return switch (BodyType.of(request.path("contentType").asString(""))) {
      case JSON -> bytes.flatMap(RequestBody::json);
      case FORM -> bytes.map(FormBody::read);
      case OTHER -> Optional.empty();
    };
  }

  private static boolean isCompressed(ObjectNode request) {
    var encoding = request.path("headers").path("content-encoding");
    return encoding
        .valueStream()
        .anyMatch(value -> !value.asString("").equalsIgnoreCase("identity"));
  }

  private static Optional<JsonNode> json(byte[] bytes) {
    try {
      return Optional.of(Json.mapper().readTree(bytes)).filter(tree -> !tree.isMissingNode());
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> bytes(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static byte[] written(ObjectNode request, JsonNode body) {
    boolean form = BodyType.of(request.path("contentType").asString("")) == BodyType.FORM;
    return form ? FormBody.write(body) : body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode raw(byte[] bytes) {
    return StringNode.valueOf(Base64.getEncoder().encodeToString(bytes));
  }
}
