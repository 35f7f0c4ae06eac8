package io.tributary.runtime.hooks.verification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint asks of its senders.
 *
 * @param secrets any of them is good: two while one takes the other's place
 */
public record Verification(Scheme scheme, List<HookSecret> secrets) {
  /** Everybody's request is taken. */
  public static final Verification NONE = new Verification(new Scheme.None(), List.of());

  /** How far a signed time may be from ours, either way. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int LONGEST_TIME = 12;
  private static final int MOST_SIGNATURES = 16;
  private static final HexFormat HEX = HexFormat.of();

  public Verification {
    secrets = List.copyOf(secrets);
  }

  /**
   * Begins to judge a request; its body is still to come.
   *
   * @param headers a header's value by its name, whatever its case; null where there is none
   */
  public Judgement begin(Function<String, @Nullable String> headers, Instant now) {
    return switch (scheme) {
      case Scheme.None _ -> Judgement.settled(true);
      case Scheme.Basic _ -> Judgement.settled(isBasic(headers.apply("Authorization")));
      case Scheme.ApiKey(var header) -> Judgement.settled(isOneOf(headers.apply(header)));
      case Scheme.StandardWebhooks _ -> standard(headers, now);
      case Scheme.Stripe _ -> stripe(headers.apply("Stripe-Signature"), now);
      case Scheme.GitHub _ ->
          signed(
              HookSecret::bytes,
              "",
              written(headers.apply("X-Hub-Signature-256"), "sha256=", Scheme.Encoding.HEX));
      case Scheme.Hmac(var header, var prefix, var encoding) ->
          signed(HookSecret::bytes, "", written(headers.apply(header), prefix, encoding));
    };
  }

  private boolean isBasic(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return isOneOf(null);
    }
    try {
      return isOneOf(
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return isOneOf(null);
    }
  }

  /** As long for a wrong one as for a right one. */
  private boolean isOneOf(@Nullable String given) {
    byte[] bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (var secret : secrets) {
      found |= Judgement.isEqual(bytes, secret.bytes());
    }
    return found;
  }

  private Judgement standard(Function<String, @Nullable String> headers, Instant now) {
    var id = headers.apply("webhook-id");
    var time = headers.apply("webhook-timestamp");
    var signatures = headers.apply("webhook-signature");
    if (id == null || signatures == null || !isNear(time, now)) {
      return Judgement.settled(false);
    }
    var expected = new ArrayList<byte[]>();
    for (var one : signatures.split(" ", MOST_SIGNATURES)) {
      written(one, "v1,", Scheme.Encoding.BASE64).forEach(expected::add);
    }
    return signed(HookSecret::standardKey, id + "." + time + ".", expected);
  }

  private Judgement stripe(@Nullable String header, Instant now) {
    String time = null;
    var expected = new ArrayList<byte[]>();
    for (var pair : (header == null ? "" : header).split(",", MOST_SIGNATURES)) {
      if (pair.strip().startsWith("t=")) {
        time = pair.strip().substring(2);
      }
      // v0 is for Stripe's own tests: taken, it would be a way round the secret.
      written(pair.strip(), "v1=", Scheme.Encoding.HEX).forEach(expected::add);
    }
    return isNear(time, now)
        ? signed(HookSecret::bytes, time + ".", expected)
        : Judgement.settled(false);
  }

  private Judgement signed(Function<HookSecret, byte[]> key, String before, List<byte[]> expected) {
    return expected.isEmpty()
        ? Judgement.settled(false)
        : Judgement.signed(secrets.stream().map(key).toList(), before, expected);
  }

  private static List<byte[]> written(
      @Nullable String text, String prefix, Scheme.Encoding encoding) {
    if (text == null || !text.startsWith(prefix)) {
      return List.of();
    }
    var signature = text.substring(prefix.length());
    try {
      return List.of(
          switch (encoding) {
            case HEX -> HEX.parseHex(signature);
            case BASE64 -> Base64.getDecoder().decode(signature);
          });
    } catch (IllegalArgumentException notWrittenSo) {
      return List.of();
    }
  }

  private static boolean isNear(@Nullable String seconds, Instant now) {
    return seconds(seconds)
        .filter(at -> Duration.between(at, now).abs().compareTo(WINDOW) <= 0)
        .isPresent();
  }

  private static Optional<Instant> seconds(@Nullable String text) {
    if (text == null
        || text.isEmpty()
        || text.length() > LONGEST_TIME
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
  }
}
