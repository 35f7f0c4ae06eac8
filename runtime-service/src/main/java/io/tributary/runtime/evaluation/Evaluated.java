package io.tributary.runtime.evaluation;

import tools.jackson.databind.JsonNode;

/** What an expression made of one message. */
public sealed interface Evaluated {
  record Value(JsonNode value) implements Evaluated {}

  /**
   * It gives nothing for this message.
   *
   * @param reason a sentence without its end
   */
  record Failed(String reason) implements Evaluated {}
}
