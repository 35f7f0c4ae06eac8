package io.tributary.foundation.login;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A personal access token as it is sent: {@code trb_}, a secret of 43 letters and digits, and six
 * that check the rest. By its beginning scanners of sources find it; by its end a typing error is
 * told without asking anybody.
 */
public record TokenText(@JsonValue String value) {
  private static final String BEGINNING = "trb_";
  private static final Pattern SHAPE = Pattern.compile(BEGINNING + "[0-9A-Za-z]{49}");
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  // 62 to the sixth is more than a CRC-32 can be.
  private static final int CHECKING = 6;
  private static final int SHOWN = 4;

  public TokenText {
    if (!isGood(value)) {
      throw new IllegalArgumentException("not a personal access token");
    }
  }

  /** Whether the sender means a personal access token; a JWT never begins like one. */
  static boolean isMeant(String sent) {
    return sent.startsWith(BEGINNING);
  }

  /** Empty where it was mistyped or cut off. */
  static Optional<TokenText> read(String sent) {
    return isGood(sent) ? Optional.of(new TokenText(sent)) : Optional.empty();
  }

  /** Makes one of a new secret, as {@code Ids.secret} gives it. */
  public static TokenText of(String secret) {
    return new TokenText(BEGINNING + secret + check(BEGINNING + secret));
  }

  private static boolean isGood(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return false;
    }
    int end = text.length() - CHECKING;
    return text.substring(end).equals(check(text.substring(0, end)));
  }

  private static String check(String text) {
    var sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.US_ASCII));
    long rest = sum.getValue();
    var digits = new char[CHECKING];
    for (int i = CHECKING - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(digits);
  }

  /** SHA-256 without salt: nobody guesses 256 bits, and the token is found by it. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The last four characters, by which its owner knows it; they belong to the check. */
  public String tail() {
    return value.substring(value.length() - SHOWN);
  }

  @Override
  public String toString() {
    return "TokenText[hidden]";
  }
}
