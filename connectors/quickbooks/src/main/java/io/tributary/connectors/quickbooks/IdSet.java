package io.tributary.connectors.quickbooks;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ids, written so that many fit into a snapshot: neighbours as ranges, {@code 1-4000 4007}. Those
 * that are no numbers are written as they are.
 */
final class IdSet {
  private static final int MOST = 50_000;
  private static final int LONGEST = 30_000;

  private final TreeSet<Long> numbers = new TreeSet<>();
  private final Set<String> others = new HashSet<>();

  static IdSet of(String text) {
    var ids = new IdSet();
    for (var word : text.split(" ")) {
      if (word.matches("[0-9]+-[0-9]+")) {
        int hyphen = word.indexOf('-');
        long last = Long.parseLong(word.substring(hyphen + 1));
        for (long id = Long.parseLong(word.substring(0, hyphen)); id <= last; id++) {
          ids.numbers.add(id);
        }
      } else if (!word.isEmpty()) {
        ids.add(word);
      }
    }
    return ids;
  }

  void add(String id) {
    if (isNumber(id)) {
      numbers.add(Long.valueOf(id));
    } else {
      others.add(id);
    }
  }

  boolean has(String id) {
    return isNumber(id) ? numbers.contains(Long.valueOf(id)) : others.contains(id);
  }

  /** Whether it is too large to be kept. */
  boolean isTooLarge() {
    return numbers.size() + others.size() > MOST || text().length() > LONGEST;
  }

  String text() {
    var text = new StringBuilder();
    Long first = null;
    Long last = null;
    for (var id : numbers) {
      if (last != null && id == last + 1) {
        last = id;
        continue;
      }
      append(text, first, last);
      first = id;
      last = id;
    }
    append(text, first, last);
    others.forEach(id -> text.append(text.isEmpty() ? "" : " ").append(id));
    return text.toString();
  }

  private static void append(StringBuilder text, Long first, Long last) {
    if (first == null || last == null) {
      return;
    }
    text.append(text.isEmpty() ? "" : " ").append(first);
    if (!first.equals(last)) {
      text.append('-').append(last);
    }
  }

  /** A number that comes out again as it went in. */
  private static boolean isNumber(String id) {
    return id.matches("[1-9][0-9]{0,17}");
  }
}
