package io.tributary.runtime.masking;

import tools.jackson.databind.JsonNode;

/** What stands in a message for a large body ({@link io.tributary.contracts.steps.LargeBody}). */
final class LargeBodyNode {
  private LargeBodyNode() {}

  static boolean is(JsonNode node) {
    return node.path("$body").isString();
  }
}
