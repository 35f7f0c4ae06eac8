package io.tributary.connectors.sap;

import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Headers by which a service that keeps what it did tells a repeat from a second request: {@code
 * RequestID} and {@code RepeatabilityCreation} of SAP Gateway, or those of OASIS Repeatable
 * Requests.
 */
final class Repeatable {
  /** Of RFC 9110, section 5.6.7: with two digits for the day. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

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
    return named(protocol, id, Instant.parse(sent.first()));
  }

  private static Map<String, String> named(Protocol protocol, UUID id, Instant first) {
    return switch (protocol) {
      case V2 ->
          Map.of(
              "RequestID",
              id.toString().replace("-", "").toUpperCase(Locale.ROOT),
              "RepeatabilityCreation",
              Instants.local(first));
      case V4 ->
          Map.of(
              "Repeatability-Request-ID",
              id.toString(),
              "Repeatability-First-Sent",
              HTTP_DATE.format(first));
    };
  }

  /** Kept before anything is sent. */
  private static Sent now(Emitter out) {
    var sent = new Sent(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    out.page(sent);
    return sent;
  }
}
