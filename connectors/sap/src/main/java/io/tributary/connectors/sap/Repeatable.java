package io.tributary.connectors.sap;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Headers by which a service that keeps what it did tells a repeat from a second request: {@code
 * RequestID} and {@code RepeatabilityCreation} of SAP Gateway, or those of OASIS Repeatable
 * Requests.
 */
final class Repeatable {
  private Repeatable() {}

  /** When the first attempt was made: it has to stay the same. */
  record Sent(String first) {}

  /**
   * Empty where the author did not switch it on.
   *
   * @param part of the message, where it makes several requests
   */
  static Map<String, String> headers(
      Optional<Boolean> on, Protocol protocol, Context context, Emitter out, int part) {
    if (!on.orElse(false)) {
      return Map.of();
    }
    var sent = context.cursor(Sent.class).orElseGet(() -> now(out));
    var name = context.idempotencyKey() + "#" + part;
    var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return OData.repeatable(protocol, id, sent.first());
  }

  /** Kept before anything is sent. */
  private static Sent now(Emitter out) {
    var now = ZonedDateTime.now(ZoneOffset.UTC);
    var sent = new Sent(DateTimeFormatter.RFC_1123_DATE_TIME.format(now));
    out.page(sent);
    return sent;
  }
}
