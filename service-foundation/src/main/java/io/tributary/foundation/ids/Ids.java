package io.tributary.foundation.ids;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes ids: sortable by time where people read them, unguessable where they open a door. */
public final class Ids {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final String BOTH_CASES =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  public Ids(Clock clock) {
    this.clock = clock;
  }

  /** A UUID of version 7 (RFC 9562): milliseconds, then 74 random bits. */
  public UUID timeOrdered() {
    long millis = clock.millis();
    long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = 0x8000000000000000L | (random.nextLong() & 0x3FFFFFFFFFFFFFFFL);
    return new UUID(high, low);
  }

  /** Sixteen letters and digits, 80 random bits; fit for topic names. */
  public String flowId() {
    return text(ALPHABET, 16);
  }

  /** 26 letters and digits, 130 random bits: knowing it is the right to use it. */
  public String capability() {
    return text(ALPHABET, 26);
  }

  /** 43 letters and digits of both cases, 256 random bits: what a token is made of. */
  public String secret() {
    return text(BOTH_CASES, 43);
  }

  private String text(String alphabet, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
