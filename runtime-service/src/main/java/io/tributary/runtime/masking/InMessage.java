package io.tributary.runtime.masking;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hides in what an error branch gets: there the message that was given up stands in {@code
 * message}, beside the error.
 */
final class InMessage implements Mask.Hiding {
  private static final String MESSAGE = "message";

  private final List<Mask.Hiding> hidings;

  InMessage(List<Mask.Hiding> hidings) {
    this.hidings = List.copyOf(hidings);
  }

  @Override
  public JsonNode hide(JsonNode body) {
    if (hidings.isEmpty() || !(body instanceof ObjectNode caught) || !caught.has(MESSAGE)) {
      return body;
    }
    var message = caught.path(MESSAGE);
    // What was no JSON stands there as text, and may hold a secret anywhere.
    var shown = message.isString() ? Mask.hidden() : message;
    for (var hiding : hidings) {
      shown = hiding.hide(shown);
    }
    return shown.equals(message) ? body : caught.deepCopy().set(MESSAGE, shown);
  }
}
