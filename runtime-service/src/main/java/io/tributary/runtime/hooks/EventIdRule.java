package io.tributary.runtime.hooks;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tributary.contracts.names.InvalidName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request carries the id of its event, so that one which is delivered again is recognized.
 *
 * @param value {@code usual}, {@code none}, or the name of a header
 */
public record EventIdRule(@JsonValue String value) {
  /** Before the constants, whose constructor asks it. */
  private static final Pattern HEADER = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,100}");

  public static final EventIdRule USUAL = new EventIdRule("usual");
  public static final EventIdRule NONE = new EventIdRule("none");

  /** The longest id; what is longer is none. */
  static final int LONGEST = 255;

  /** Standard Webhooks, the IETF draft, GitHub, Shopify; CloudEvents come last. */
  private static final List<String> HEADERS =
      List.of("webhook-id", "idempotency-key", "x-github-delivery", "x-shopify-webhook-id");

  private static final String CLOUD_EVENT = "ce-id";
  private static final String CLOUD_SOURCE = "ce-source";

  @JsonCreator
  public EventIdRule {
    value = value.toLowerCase(Locale.ROOT);
    if (!HEADER.matcher(value).matches()) {
      throw new InvalidName("event id", value, "write a header's name, usual or none");
    }
  }

  /**
   * The id that the request names.
   *
   * @param headers names in lower case
   */
  Optional<String> find(Map<String, List<String>> headers) {
    if (equals(NONE)) {
      return Optional.empty();
    }
    if (!equals(USUAL)) {
      return header(headers, value);
    }
    return HEADERS.stream()
        .flatMap(name -> header(headers, name).stream())
        .findFirst()
        .or(() -> cloudEvent(headers));
  }

  /** A CloudEvent's id counts within its source. */
  private static Optional<String> cloudEvent(Map<String, List<String>> headers) {
    return header(headers, CLOUD_EVENT)
        .flatMap(
            id ->
                header(headers, CLOUD_SOURCE)
                    .map(source -> source + " " + id)
                    .or(() -> Optional.of(id)))
        .filter(EventIdRule::isId);
  }

  /** Text comes from Tomcat byte by byte: what is not ASCII is told by its characters. */
  private static Optional<String> header(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of()).stream()
        .findFirst()
        .map(String::strip)
        .filter(EventIdRule::isId);
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** The record's key, too: messages of one event lie in one partition and one lane. */
  static byte[] bytes(String id) {
    return id.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return value;
  }
}
