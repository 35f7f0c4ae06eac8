package io.tributary.runtime.findings;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The known name that somebody probably meant. */
public final class Suggestion {
  private Suggestion() {}

  /** The nearest name, where it is near enough to be a slip; "Did you mean …?" or the fallback. */
  public static String orElse(String written, Collection<String> known, String fallback) {
    return nearest(written, known).map(name -> "Did you mean \"" + name + "\"?").orElse(fallback);
  }

  private static Optional<String> nearest(String written, Collection<String> known) {
    int limit = Math.max(1, written.length() / 3);
    @Nullable String best = null;
    int least = limit + 1;
    for (String name : known) {
      int distance = distance(written, name, limit);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
  private static int distance(String left, String right, int limit) {
    if (Math.abs(left.length() - right.length()) > limit || left.length() > 200) {
      return limit + 1;
    }
    int[] beforeLast = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int cost = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[right.length()];
  }
}
