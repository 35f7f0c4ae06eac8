package io.tributary.runner.bodies;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Makes ids of large bodies: 130 random bits, knowing one is the right to read it. */
public final class BodyIds {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;

  private BodyIds() {}

  public static Supplier<String> system() {
    var random = new SecureRandom();
    return () -> {
      var text = new StringBuilder(LENGTH);
      for (int i = 0; i < LENGTH; i++) {
        text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      return text.toString();
    };
  }
}
