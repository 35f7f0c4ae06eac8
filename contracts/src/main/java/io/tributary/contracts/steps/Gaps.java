package io.tributary.contracts.steps;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What has ended beyond a partition's committed position. As text it stands in the metadata of the
 * committed offset: {@code g1:} and, in base64url without padding, variable-length numbers that
 * alternate open run, ended run, in offsets from the position on.
 *
 * @param ended ascending, apart from each other
 */
public record Gaps(List<Run> ended) {
  public static final Gaps NONE = new Gaps(List.of());

  /** The broker refuses 4,096 characters, and then even the abort of a transaction fails. */
  public static final int LIMIT = 3_500;

  private static final String PREFIX = "g1:";

  public Gaps {
    ended = List.copyOf(ended);
  }

  /**
   * Reads what a position was committed with. Nothing in it means no gaps.
   *
   * @return nothing where the text is broken or somebody else's: the caller says so
   */
  public static Optional<Gaps> read(long position, String metadata) {
    if (metadata.isEmpty()) {
      return Optional.of(NONE);
    }
    if (!metadata.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          read(position, Base64.getUrlDecoder().decode(metadata.substring(PREFIX.length()))));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  /** Empty text where nothing ended lies beyond the position. */
  public static String write(long position, List<Run> ended) {
    if (ended.isEmpty()) {
      return "";
    }
    var bytes = new ByteArrayOutputStream();
    long at = position;
    for (var run : ended) {
      append(bytes, run.from() - at);
      append(bytes, run.to() - run.from());
      at = run.to();
    }
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /** Whether what lies there has ended. */
  public boolean contain(long offset) {
    int low = 0;
    int high = ended.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      var run = ended.get(middle);
      if (offset < run.from()) {
        high = middle - 1;
      } else if (offset >= run.to()) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static Gaps read(long position, byte[] bytes) {
    var runs = new ArrayList<Run>();
    var numbers = new Numbers(bytes);
    long at = position;
    while (numbers.hasMore()) {
      long from = Math.addExact(at, numbers.next());
      long to = Math.addExact(from, numbers.next());
      if (to == from) {
        throw new IllegalArgumentException("an ended run of nothing");
      }
      runs.add(new Run(from, to));
      at = to;
    }
    return new Gaps(runs);
  }

  private static void append(ByteArrayOutputStream bytes, long number) {
    long left = number;
    while (left > 0x7f) {
      bytes.write((int) (left & 0x7f) | 0x80);
      left >>>= 7;
    }
    bytes.write((int) left);
  }

  /**
   * Offsets of which none is open.
   *
   * @param to exclusive
   */
  public record Run(long from, long to) {}

  private static final class Numbers {
    private static final int MOST_BITS = 56;

    private final byte[] bytes;
    private int at;

    Numbers(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasMore() {
      return at < bytes.length;
    }

    long next() {
      long number = 0;
      for (int bits = 0; bits < MOST_BITS; bits += 7) {
        if (at == bytes.length) {
          break;
        }
        byte part = bytes[at++];
        number |= (long) (part & 0x7f) << bits;
        if (part >= 0) {
          return number;
        }
      }
      throw new IllegalArgumentException("a number without its end");
    }
  }
}
