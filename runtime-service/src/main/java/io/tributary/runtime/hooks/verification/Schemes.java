package io.tributary.runtime.hooks.verification;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads schemes from the words that people, and the database, use. */
public final class Schemes {
  private Schemes() {}

  /**
   * Reads a scheme.
   *
   * @throws IllegalArgumentException with words for people, where there is none of that name or
   *     something about it is missing
   */
  public static Scheme of(
      String word, @Nullable String header, @Nullable String prefix, @Nullable String encoding) {
    return switch (word) {
      case "none" -> new Scheme.None();
      case "basic" -> new Scheme.Basic();
      case "api-key" -> new Scheme.ApiKey(required(header, "api-key"));
      case "standard-webhooks" -> new Scheme.StandardWebhooks();
      case "stripe" -> new Scheme.Stripe();
      case "github" -> new Scheme.GitHub();
      case "hmac" ->
          new Scheme.Hmac(
              required(header, "hmac"),
              Objects.requireNonNullElse(prefix, ""),
              encoding(Objects.requireNonNullElse(encoding, "hex")));
      default ->
          throw new IllegalArgumentException(
              "there is no scheme \"%s\": none, basic, api-key, standard-webhooks, stripe, github or hmac"
                  .formatted(word));
    };
  }

  private static String required(@Nullable String header, String scheme) {
    if (header == null || header.isEmpty()) {
      throw new IllegalArgumentException("%s needs the name of a \"header\"".formatted(scheme));
    }
    return header;
  }

  private static Scheme.Encoding encoding(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "hex" -> Scheme.Encoding.HEX;
      case "base64" -> Scheme.Encoding.BASE64;
      default -> throw new IllegalArgumentException("an \"encoding\" is hex or base64");
    };
  }
}
