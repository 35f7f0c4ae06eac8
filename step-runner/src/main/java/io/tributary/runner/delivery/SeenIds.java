package io.tributary.runner.delivery;

import io.tributary.contracts.steps.MessageHeaders;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/**
 * The event ids that a trigger has taken in one partition, for as long as they count. Of each id
 * 128 bits of its hash are kept, about 28 bytes with their place, in the order in which they came;
 * past the most the oldest are forgotten.
 */
public final class SeenIds {
  /** How long an id counts. */
  public static final Duration WINDOW = Duration.ofHours(MessageHeaders.EVENT_ID_HOURS);

  /** How many ids of one partition are kept: 7 MB. */
  public static final int MOST = 250_000;

  private static final int SMALLEST = 64;

  private final int most;
  private final MessageDigest digest;

  /** A ring: hashes with the second in which each came. */
  private long[] high = new long[SMALLEST];

  private long[] low = new long[SMALLEST];
  private long[] seconds = new long[SMALLEST];

  /** Open addressing, half full at most: a hash's place in the ring, plus one. */
  private int[] table = new int[2 * SMALLEST];

  private int first;
  private int count;
  private boolean forgot;

  public SeenIds() {
    this(MOST);
  }

  SeenIds(int most) {
    this.most = most;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Keeps the id; one that is kept already stays as old as it is. */
  public void add(byte[] id, Instant at) {
    expire(at);
    var hash = hash(id);
    if (table[find(hash.high, hash.low)] != 0) {
      return;
    }
    if (count == most) {
      removeFirst();
      forgot = true;
    }
    if (count == high.length) {
      grow();
    }
    append(hash.high, hash.low, at.getEpochSecond());
  }

  boolean contain(byte[] id, Instant now) {
    expire(now);
    var hash = hash(id);
    return table[find(hash.high, hash.low)] != 0;
  }

  int count() {
    return count;
  }

  /** Whether ids were forgotten before their time; said once. */
  boolean takeForgot() {
    boolean now = forgot;
    forgot = false;
    return now;
  }

  private void expire(Instant now) {
    long oldest = now.minus(WINDOW).getEpochSecond();
    while (count > 0 && seconds[first] <= oldest) {
      removeFirst();
    }
  }

  private void append(long highBits, long lowBits, long second) {
    int place = (first + count++) & (high.length - 1);
    high[place] = highBits;
    low[place] = lowBits;
    seconds[place] = second;
    table[find(highBits, lowBits)] = place + 1;
  }

  private void grow() {
    var oldHigh = high;
    var oldLow = low;
    var oldSeconds = seconds;
    int from = first;
    int all = count;
    high = new long[2 * oldHigh.length];
    low = new long[2 * oldHigh.length];
    seconds = new long[2 * oldHigh.length];
    table = new int[4 * oldHigh.length];
    first = 0;
    count = 0;
    for (int i = 0; i < all; i++) {
      int place = (from + i) & (oldHigh.length - 1);
      append(oldHigh[place], oldLow[place], oldSeconds[place]);
    }
  }

  /** Where it stands in the table, or where it would. */
  private int find(long highBits, long lowBits) {
    int at = home(lowBits);
    while (table[at] != 0 && !isAt(table[at] - 1, highBits, lowBits)) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  private boolean isAt(int place, long highBits, long lowBits) {
    return high[place] == highBits && low[place] == lowBits;
  }

  private int home(long lowBits) {
    return (int) lowBits & (table.length - 1);
  }

  /** What stands behind it in the table moves up, so that no search stops too early. */
  private void removeFirst() {
    int mask = table.length - 1;
    int hole = find(high[first], low[first]);
    table[hole] = 0;
    for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
      int home = home(low[table[at] - 1]);
      if (((at - home) & mask) >= ((at - hole) & mask)) {
        table[hole] = table[at];
        table[at] = 0;
        hole = at;
      }
    }
    first = (first + 1) & (high.length - 1);
    count--;
  }

  private Hash hash(byte[] id) {
    var bytes = ByteBuffer.wrap(digest.digest(id));
    return new Hash(bytes.getLong(), bytes.getLong());
  }

  private record Hash(long high, long low) {}
}
