package io.tributary.runtime.authorizations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Texts that nobody can guess, and what is kept of them. */
@Component
final class OneTimeTexts {
  /** Without those that look alike. */
  private static final String ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int BYTES = 32;
  private static final int CONFIRMATION = 8;

  private final SecureRandom random = new SecureRandom();

  /** 256 random bits, 43 characters: a state, or a verifier (RFC 7636). */
  String long256() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Eight characters for a person to copy, 39 bits; good for five tries. */
  String confirmation() {
    var text = new StringBuilder();
    for (int i = 0; i < CONFIRMATION; i++) {
      text.append(i == CONFIRMATION / 2 ? "-" : "")
          .append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** SHA-256 as hexadecimal digits. */
  static String hash(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  /** Of a confirmation as a person writes it. */
  static String hashOfConfirmation(String written) {
    return hash(written.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
  }

  /** PKCE's S256. */
  static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
  }

  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java.", e);
    }
  }
}
