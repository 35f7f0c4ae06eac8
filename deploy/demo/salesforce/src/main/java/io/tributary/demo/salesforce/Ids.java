package io.tributary.demo.salesforce;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Record ids: 15 characters with case, or 18 with a checksum that survives its loss. */
final class Ids {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

  private final AtomicLong next = new AtomicLong(1);

  /** A new one of 18 characters. */
  String next(String prefix) {
    return numbered(prefix, next.getAndIncrement());
  }

  /** The one with this number; numbers of one prefix sort as their ids do. */
  static String numbered(String prefix, long number) {
    var digits = new StringBuilder();
    for (long rest = number; rest > 0; rest /= 62) {
      digits.append(DIGITS.charAt((int) (rest % 62)));
    }
    var tail = digits.reverse().toString();
    return with18(prefix + "5g" + "0".repeat(10 - tail.length()) + tail);
  }

  static String with18(String fifteen) {
    var id = new StringBuilder(fifteen);
    for (int part = 0; part < 15; part += 5) {
      int bits = 0;
      for (int i = 0; i < 5; i++) {
        char letter = fifteen.charAt(part + i);
        bits |= letter >= 'A' && letter <= 'Z' ? 1 << i : 0;
      }
      id.append(CHECKSUM.charAt(bits));
    }
    return id.toString();
  }

  /** The form of 18 characters; empty where the text is no id. */
  static Optional<String> parsed(String text) {
    if ((text.length() != 15 && text.length() != 18)
        || !text.chars().allMatch(letter -> DIGITS.indexOf(letter) >= 0)) {
      return Optional.empty();
    }
    if (text.length() == 15) {
      return Optional.of(with18(text));
    }
    return Optional.of(text).filter(id -> with18(id.substring(0, 15)).equals(id));
  }
}
