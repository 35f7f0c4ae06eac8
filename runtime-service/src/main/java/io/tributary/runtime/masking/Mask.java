package io.tributary.runtime.masking;

import io.tributary.foundation.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What is hidden of a body. */
public final class Mask {
  /** Stands where something is hidden. */
  public static final String HIDDEN = "***";

  private static final JsonNode HIDDEN_NODE = StringNode.valueOf(HIDDEN);

  private final List<Hiding> hidings;
  private final @Nullable RequestBody requestBody;

  Mask(List<Hiding> hidings) {
    this(hidings, null);
  }

  /**
   * @param requestBody absent where a raw body is shown as it is, or there is none
   */
  Mask(List<Hiding> hidings, @Nullable RequestBody requestBody) {
    this.hidings = List.copyOf(hidings);
    this.requestBody = requestBody;
  }

  /** Hides a part; gives the body itself, unchanged, where there is nothing to hide. */
  @FunctionalInterface
  interface Hiding {
    JsonNode hide(JsonNode body);
  }

  static JsonNode hidden() {
    return HIDDEN_NODE;
  }

  /** The body as it may be shown. */
  public JsonNode of(JsonNode body) {
    return hidden(requestBody == null ? body : requestBody.hide(body));
  }

  /** The same in the message's own shape: for who goes on with it, not for who reads it. */
  public JsonNode blind(JsonNode body) {
    return hidden(requestBody == null ? body : requestBody.blind(body));
  }

  private JsonNode hidden(JsonNode body) {
    var shown = body;
    for (var hiding : hidings) {
      shown = hiding.hide(shown);
    }
    return shown;
  }

  /**
   * What may be shown of something that was made of a whole message: what was made of the blind one
   * just so. Where the two differ it depends on something hidden, and is hidden too.
   */
  public static JsonNode alike(JsonNode made, JsonNode madeBlind) {
    if (made.equals(madeBlind)) {
      return made;
    }
    if (made instanceof ObjectNode one
        && madeBlind instanceof ObjectNode other
        && Set.copyOf(one.propertyNames()).equals(Set.copyOf(other.propertyNames()))) {
      var shown = one.objectNode();
      one.properties()
          .forEach(
              entry ->
                  shown.set(entry.getKey(), alike(entry.getValue(), other.path(entry.getKey()))));
      return shown;
    }
    if (made instanceof ArrayNode one
        && madeBlind instanceof ArrayNode other
        && one.size() == other.size()) {
      var shown = one.arrayNode(one.size());
      for (int i = 0; i < one.size(); i++) {
        shown.add(alike(one.get(i), other.get(i)));
      }
      return shown;
    }
    return HIDDEN_NODE;
  }

  /** The same of JSON text; of what is not JSON, and may hold a secret anywhere, nothing. */
  public byte[] of(byte[] body) {
    if (hidesNothing()) {
      return body;
    }
    try {
      var tree = Json.mapper().readTree(body);
      var shown = of(tree);
      return shown.equals(tree) ? body : bytes(shown);
    } catch (JacksonException notJson) {
      return bytes(HIDDEN_NODE);
    }
  }

  /** Whether every body is shown as it is. */
  public boolean hidesNothing() {
    return hidings.isEmpty() && requestBody == null;
  }

  /**
   * What a person sends back after changing what was shown: what comes back as it was shown is the
   * original's again, hidden or not.
   */
  public JsonNode restore(JsonNode changed, JsonNode original) {
    return hidesNothing() ? changed : restore(changed, of(original), original);
  }

  /**
   * The same of something that was not shown by this mask alone.
   *
   * @param shown of the original, nothing secret in it
   */
  public JsonNode restore(JsonNode changed, JsonNode shown, JsonNode original) {
    if (requestBody == null) {
      return restored(changed, shown, original);
    }
    return requestBody.close(restored(changed, shown, requestBody.open(original)), original);
  }

  private static JsonNode restored(JsonNode changed, JsonNode shown, JsonNode original) {
    if (changed.equals(shown)) {
      return original;
    }
    if (shown.equals(original)) {
      return changed;
    }
    if (changed instanceof ObjectNode object) {
      var restored = object.objectNode();
      object
          .properties()
          .forEach(
              entry ->
                  restored.set(
                      entry.getKey(),
                      restoredChild(
                          entry.getValue(),
                          shown.get(entry.getKey()),
                          original.get(entry.getKey()))));
      return restored;
    }
    if (changed instanceof ArrayNode array) {
      var restored = array.arrayNode(array.size());
      for (int i = 0; i < array.size(); i++) {
        restored.add(restoredChild(array.get(i), shown.get(i), original.get(i)));
      }
      return restored;
    }
    return changed;
  }

  private static JsonNode restoredChild(
      JsonNode changed, @Nullable JsonNode shown, @Nullable JsonNode original) {
    return shown == null || original == null ? changed : restored(changed, shown, original);
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
