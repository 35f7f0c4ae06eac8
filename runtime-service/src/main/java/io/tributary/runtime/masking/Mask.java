package io.tributary.runtime.masking;

import io.tributary.foundation.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  Mask(List<Hiding> hidings) {
    this.hidings = List.copyOf(hidings);
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
    var shown = body;
    for (var hiding : hidings) {
      shown = hiding.hide(shown);
    }
    return shown;
  }

  /** The same of JSON text; of what is not JSON, and may hold a secret anywhere, nothing. */
  public byte[] of(byte[] body) {
    if (hidings.isEmpty()) {
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
    return hidings.isEmpty();
  }

  /**
   * What a person sends back after changing what was shown: where it still says that something is
   * hidden, the original's value stands again.
   */
  public JsonNode restore(JsonNode changed, JsonNode original) {
    return hidings.isEmpty() ? changed : restore(changed, of(original), original);
  }

  private static JsonNode restore(JsonNode changed, JsonNode shown, JsonNode original) {
    if (shown.equals(original)) {
      return changed;
    }
    if (shown.equals(HIDDEN_NODE)) {
      return changed.equals(HIDDEN_NODE) ? original : changed;
    }
    if (changed instanceof ObjectNode object) {
      var restored = object.objectNode();
      object
          .properties()
          .forEach(
              entry ->
                  restored.set(
                      entry.getKey(),
                      restoreChild(
                          entry.getValue(),
                          shown.get(entry.getKey()),
                          original.get(entry.getKey()))));
      return restored;
    }
    if (changed instanceof ArrayNode array) {
      var restored = array.arrayNode(array.size());
      for (int i = 0; i < array.size(); i++) {
        restored.add(restoreChild(array.get(i), shown.get(i), original.get(i)));
      }
      return restored;
    }
    return changed;
  }

  private static JsonNode restoreChild(
      JsonNode changed, @Nullable JsonNode shown, @Nullable JsonNode original) {
    return shown == null || original == null ? changed : restore(changed, shown, original);
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
