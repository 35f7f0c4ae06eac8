package io.tributary.manifest;

import java.util.regex.Pattern;

/** An amount of memory in bytes; written {@code 128Mi} or {@code 1Gi}. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,6})(Ki|Mi|Gi)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is not negative");
    }
  }

  /**
   * Reads {@code 128Mi}.
   *
   * @throws InvalidText where the text is no size
   */
  public static ByteSize parse(String text) {
    var match = SHAPE.matcher(text);
    if (!match.matches()) {
      throw new InvalidText(
          Quoted.of(text) + " is not an amount of memory.",
          "Write a number and Mi or Gi: \"128Mi\".");
    }
    long unit =
        switch (match.group(2)) {
          case "Ki" -> 1L << 10;
          case "Mi" -> 1L << 20;
          default -> 1L << 30;
        };
    return new ByteSize(Long.parseLong(match.group(1)) * unit);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** As it is written in a manifest, in the largest unit that divides it. */
  @Override
  public String toString() {
    if (bytes % (1L << 30) == 0) {
      return (bytes >> 30) + "Gi";
    }
    return bytes % (1L << 20) == 0 ? (bytes >> 20) + "Mi" : (bytes >> 10) + "Ki";
  }
}
