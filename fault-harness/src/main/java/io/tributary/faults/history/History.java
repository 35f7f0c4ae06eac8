package io.tributary.faults.history;

import java.util.List;

/**
 * Everything a verdict needs.
 *
 * @param during by the reader that was there while faults struck, per place in its order
 * @param after by a reader that began at the beginning when all was quiet
 * @param endedAt when the harness stopped waiting, milliseconds since the run's beginning
 */
public record History(
    List<Sending> sendings, List<Reading> during, List<Reading> after, long endedAt) {
  public History {
    sendings = List.copyOf(sendings);
    during = List.copyOf(during);
    after = List.copyOf(after);
  }

  /** Milliseconds in which the reader during saw nothing, from this moment on. */
  public long longestSilence(long begun) {
    long longest = 0;
    long last = begun;
    for (long at : during.stream().mapToLong(Reading::readAt).filter(at -> at > begun).toArray()) {
      longest = Math.max(longest, at - last);
      last = at;
    }
    return longest;
  }
}
