package io.tributary.manifest.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;

/**
 * Patterns that RE2 takes and that stay small.
 *
 * <p>RE2J matches in linear time but writes counted repeats out: {@code ((a{1000}){1000}){1000}}
 * exhausts the heap while it compiles. So the size is worked out before it sees a pattern.
 */
final class LinearPatterns {
  private static final int LONGEST = 1_000;
  private static final long MOST_EXPANDED = 10_000;

  private LinearPatterns() {}

  static boolean isLinear(String pattern) {
    // Quoting hides brackets from the estimate, and no JSON Schema needs it.
    if (pattern.length() > LONGEST
        || pattern.contains("\\Q")
        || expanded(pattern) > MOST_EXPANDED) {
      return false;
    }
    try {
      Pattern.compile(pattern);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** The number of characters once counted repeats are written out; never too small. */
  private static long expanded(String pattern) {
    var around = new ArrayDeque<Long>();
    long sum = 0;
    long last = 0;
    for (int at = 0; at < pattern.length(); at++) {
      switch (pattern.charAt(at)) {
        case '(' -> {
          around.push(sum);
          sum = 0;
          last = 0;
        }
        case ')' -> {
          last = sum + 1;
          sum = capped(last + (around.isEmpty() ? 0 : around.pop()));
        }
        case '{' -> {
          long count = count(pattern, at);
          sum = capped(sum + last * (count - 1));
          last = capped(last * count);
        }
        case '[' -> {
          at = endOfClass(pattern, at);
          last = 1;
          sum++;
        }
        case '\\' -> {
          at++;
          last = 1;
          sum++;
        }
        default -> {
          last = 1;
          sum++;
        }
      }
    }
    return sum + around.stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Where the bracket closes; one that stands first in a class, or in {@code [:alpha:]}, does not.
   */
  private static int endOfClass(String pattern, int open) {
    int at = open + 1;
    if (pattern.startsWith("^", at)) {
      at++;
    }
    if (pattern.startsWith("]", at)) {
      at++;
    }
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      int named = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at) : -1;
      if (named >= 0) {
        at = named + 2;
      } else {
        at += pattern.charAt(at) == '\\' ? 2 : 1;
      }
    }
    return at;
  }

  /** The larger number of {@code {n,m}}; one where the braces hold anything else. */
  private static long count(String pattern, int open) {
    int close = pattern.indexOf('}', open);
    String inside = close < 0 ? "" : pattern.substring(open + 1, close);
    if (!inside.matches("[0-9]{1,6}(,[0-9]{0,6})?")) {
      return 1;
    }
    long most = 1;
    for (var number : inside.split(",", -1)) {
      most = number.isEmpty() ? most : Math.max(most, Long.parseLong(number));
    }
    return most;
  }

  private static long capped(long size) {
    return Math.min(size, MOST_EXPANDED + 1);
  }
}
