package io.tributary.connectors.http;

import io.tributary.sdk.Emitter;
import io.tributary.sdk.Json;
import tools.jackson.databind.JsonNode;

/**
 * Gives items out, and says when they should be committed: a service's page may hold more than the
 * platform takes in one transaction, 10,000 outputs and 16 MiB.
 */
final class Portions {
  private static final int MOST_ITEMS = 5_000;
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final Emitter out;
  private int items;
  private long bytes;

  Portions(Emitter out) {
    this.out = out;
  }

  /** Gives one out; whether a portion is full with it. */
  boolean fullWith(JsonNode item) {
    var text = item.toString();
    out.emit(new Json(text));
    // A character is at most three bytes of UTF-8; counting them would cost as much as sending.
    bytes += 3L * text.length();
    items++;
    if (items < MOST_ITEMS && bytes < MOST_BYTES) {
      return false;
    }
    items = 0;
    bytes = 0;
    return true;
  }
}
