package io.tributary.runtime.hooks.verification;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** A secret shared with a sender; never shown by accident. */
public record HookSecret(String text) {
  private static final String STANDARD = "whsec_";
  private static final int BYTES = 32;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 1_024;

  public HookSecret {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a secret has %d to %,d characters".formatted(SHORTEST, LONGEST));
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a secret has no line breaks or control characters");
    }
  }

  /** 256 random bits, in the form that Standard Webhooks writes secrets in. */
  public static HookSecret fresh() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new HookSecret(STANDARD + Base64.getEncoder().encodeToString(bytes));
  }

  /** What people may see of it. */
  public String lastFour() {
    return text.substring(text.length() - 4);
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Standard Webhooks' key: what follows {@code whsec_}, decoded; else the text itself. */
  byte[] standardKey() {
    if (text.startsWith(STANDARD)) {
      try {
        return Base64.getDecoder().decode(text.substring(STANDARD.length()));
      } catch (IllegalArgumentException notBase64) {
        return bytes();
      }
    }
    return bytes();
  }

  @Override
  public String toString() {
    return "HookSecret[…]";
  }
}
