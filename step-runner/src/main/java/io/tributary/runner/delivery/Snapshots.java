package io.tributary.runner.delivery;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The step's snapshots as its attempts see them: what the last message left, committed or not yet.
 * Of one key, a snapshot that an earlier end left never replaces a later one's.
 */
final class Snapshots {
  private final Map<String, Kept> kept = new HashMap<>();
  private long sequence;

  /** Begins anew with what is committed. */
  void begin(Map<String, String> committed) {
    kept.clear();
    committed.forEach((key, json) -> kept.put(key, new Kept(json, 0, 0)));
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  @Nullable String at(String key) {
    var found = kept.get(key);
    return found == null ? null : found.json();
  }

  /** A message ended, or came to a page, and left this; gives its place among all. */
  long left(Snapshot snapshot) {
    long place = ++sequence;
    kept.merge(
        snapshot.key(),
        new Kept(snapshot.json(), place, 0),
        (before, after) -> new Kept(after.json(), place, before.committed()));
    return place;
  }

  /** Of what takes part in a transaction, what is to be written. */
  List<Snapshot> take(List<Left> snapshots) {
    var latest = new LinkedHashMap<String, Left>();
    for (var left : snapshots) {
      latest.merge(
          left.snapshot().key(), left, (one, two) -> one.place() > two.place() ? one : two);
    }
    latest.values().removeIf(left -> !isNews(left));
    return latest.values().stream().map(Left::snapshot).toList();
  }

  private boolean isNews(Left left) {
    var now = kept.get(left.snapshot().key());
    if (now == null || now.committed() > left.place()) {
      return false;
    }
    kept.put(left.snapshot().key(), new Kept(now.json(), now.place(), left.place()));
    return true;
  }

  /** A snapshot with its place among all. */
  record Left(Snapshot snapshot, long place) {}

  private record Kept(String json, long place, long committed) {}
}
