package io.tributary.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that was probably meant. */
final class Suggestions {
  private static final int LONGEST = 40;

  private Suggestions() {}

  /** The nearest known word: a third of its letters may differ, or only upper and lower case. */
  static Optional<String> nearest(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(word -> Math.abs(word.length() - written.length()) <= allowed(word))
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= allowed(word))
        .min(
            Comparator.<String>comparingInt(word -> distance(lower, word.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A question where a word is near, else the list of what is known. */
  static String advice(String written, Collection<String> known, String none) {
    return nearest(written, known)
        .map(word -> "Did you mean " + Quoted.of(word) + "?")
        .orElseGet(() -> known.isEmpty() ? none : "Known here: " + list(known) + ".");
  }

  static String list(Collection<String> words) {
    return words.stream()
        .limit(30)
        .map(word -> Quoted.plain(word, LONGEST))
        .collect(Collectors.joining(", "));
  }

  private static int allowed(String word) {
    return Math.clamp(word.length() / 3, 1, 3);
  }

  /** Levenshtein's, where swapping two neighbours counts one: the commonest slip of the fingers. */
  static int distance(String left, String right) {
    int[][] rows = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        rows[i][j] = cell(rows, left, right, i, j);
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int cell(int[][] rows, String left, String right, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
    int best = Math.min(rows[i - 1][j - 1] + change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
  }
}
