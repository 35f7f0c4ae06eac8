package io.tributary.registry.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One link of a chain: SHA-256 over the hash before it, its number and its entry, each on a line of
 * its own, in UTF-8.
 *
 * @param number from 1, without gaps
 * @param previous of the link before; 64 zeros before the first
 * @param hash in hexadecimal digits, lower case
 */
record Link(long number, String entry, String previous, String hash) {
  static final String BEGINNING = "0".repeat(64);

  /** The link after that one. */
  static Link after(long number, String hash, String entry) {
    return new Link(number + 1, entry, hash, hash(hash, number + 1, entry));
  }

  /** Whether it is what was hashed, and follows that one. */
  boolean follows(long before, String hashBefore) {
    return number == before + 1
        && previous.equals(hashBefore)
        && hash.equals(hash(previous, number, entry));
  }

  private static String hash(String previous, long number, String entry) {
    try {
      var text = previous + "\n" + number + "\n" + entry;
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
