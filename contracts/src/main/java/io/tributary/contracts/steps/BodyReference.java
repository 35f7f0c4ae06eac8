package io.tributary.contracts.steps;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a large body lies in its flow's topic of bodies. The topic is not named: whoever reads
 * takes the message's own flow's, so that no reference leads into another one. As text: {@code
 * partition/id/bytes/offsets}, the offsets as runs, {@code 1200*97,1310}; components pass it on and
 * do not look into it.
 *
 * @param id key of each of its records, unguessable; a record with another key is not read
 * @param offsets of its pieces, each of {@link #PIECE} bytes but the last
 */
public record BodyReference(int partition, String id, long bytes, List<Long> offsets) {
  /** With what surrounds it a piece is a record that every broker takes. */
  public static final int PIECE = 1_000_000;

  /** No body is larger, whatever a setting says. */
  public static final long MOST_BYTES = 1_000L * PIECE;

  private static final int LONGEST = 16 * 1024;
  private static final Pattern SHAPE =
      Pattern.compile("([0-9]{1,4})/([a-z0-9]{26})/([0-9]{1,10})/([0-9*,]*)");
  private static final Pattern RUN = Pattern.compile("([0-9]{1,18})(?:\\*([0-9]{1,4}))?");

  public BodyReference {
    offsets = List.copyOf(offsets);
    if (bytes > MOST_BYTES || offsets.size() != pieces(bytes)) {
      throw new IllegalArgumentException("a reference to a large body whose pieces do not fit it");
    }
  }

  /**
   * Reads its text.
   *
   * @throws IllegalArgumentException where it is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static BodyReference parse(String text) {
    var match = SHAPE.matcher(text);
    if (text.length() > LONGEST || !match.matches()) {
      throw new IllegalArgumentException("not a reference to a large body");
    }
    long bytes = Long.parseLong(match.group(3));
    return new BodyReference(
        Integer.parseInt(match.group(1)), match.group(2), bytes, offsets(match.group(4)));
  }

  private static List<Long> offsets(String text) {
    var offsets = new ArrayList<Long>();
    for (var part : text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1))) {
      var run = RUN.matcher(part);
      if (!run.matches() || offsets.size() > pieces(MOST_BYTES)) {
        throw new IllegalArgumentException("not a reference to a large body");
      }
      long first = Long.parseLong(run.group(1));
      int count = run.group(2) == null ? 1 : Integer.parseInt(run.group(2));
      for (int i = 0; i < count; i++) {
        offsets.add(first + i);
      }
    }
    return offsets;
  }

  private static long pieces(long bytes) {
    return (bytes + PIECE - 1) / PIECE;
  }

  /** Of the piece that holds this byte. */
  public long offsetAt(long position) {
    return offsets.get(Math.toIntExact(position / PIECE));
  }

  /** How long the piece that holds this byte is. */
  public int sizeAt(long position) {
    long start = position / PIECE * PIECE;
    return Math.toIntExact(Math.min(PIECE, bytes - start));
  }

  @JsonValue
  @Override
  public String toString() {
    var text = new StringBuilder().append(partition).append('/').append(id).append('/');
    text.append(bytes).append('/');
    for (int i = 0; i < offsets.size(); ) {
      int next = i + 1;
      while (next < offsets.size() && offsets.get(next) == offsets.get(i) + next - i) {
        next++;
      }
      text.append(i == 0 ? "" : ",").append(offsets.get(i));
      text.append(next - i == 1 ? "" : "*" + (next - i));
      i = next;
    }
    return text.toString();
  }
}
