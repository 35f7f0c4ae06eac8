package io.tributary.runtime.hooks.verification;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a sender shows who it is. */
public sealed interface Scheme {
  /** A name that a request may carry a credential or signature in. */
  Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /** Whoever knows the address. */
  record None() implements Scheme {}

  /** HTTP Basic (RFC 7617); the secret is {@code user:password}. */
  record Basic() implements Scheme {}

  /** The secret itself, in this header. */
  record ApiKey(String header) implements Scheme {
    public ApiKey {
      requireHeader(header);
    }
  }

  /** <a href="https://www.standardwebhooks.com">Standard Webhooks</a>, symmetric ({@code v1}). */
  record StandardWebhooks() implements Scheme {}

  /** Stripe's {@code Stripe-Signature}, scheme {@code v1}. */
  record Stripe() implements Scheme {}

  /** GitHub's {@code X-Hub-Signature-256}. */
  record GitHub() implements Scheme {}

  /**
   * HMAC-SHA-256 of the body, in this header.
   *
   * @param prefix before the signature, such as {@code sha256=}
   */
  record Hmac(String header, String prefix, Encoding encoding) implements Scheme {
    public Hmac {
      requireHeader(header);
    }
  }

  /** How a signature is written. */
  enum Encoding {
    HEX,
    BASE64
  }

  /** The scheme's name, as people write it. */
  default String word() {
    return switch (this) {
      case None _ -> "none";
      case Basic _ -> "basic";
      case ApiKey _ -> "api-key";
      case StandardWebhooks _ -> "standard-webhooks";
      case Stripe _ -> "stripe";
      case GitHub _ -> "github";
      case Hmac _ -> "hmac";
    };
  }

  /**
   * The header that carries the secret itself, in lower case: it is not to go further than here. A
   * signature is no secret.
   */
  default Optional<String> credential() {
    return switch (this) {
      case Basic _ -> Optional.of("authorization");
      case ApiKey(var header) -> Optional.of(header.toLowerCase(Locale.ROOT));
      default -> Optional.empty();
    };
  }

  private static void requireHeader(String header) {
    if (!HEADER.matcher(header).matches()) {
      throw new IllegalArgumentException("\"%s\" is not a header's name".formatted(header));
    }
  }
}
