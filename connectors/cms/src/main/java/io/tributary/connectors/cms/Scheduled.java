package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Entry;
import io.tributary.connectors.cms.Cms.Slice;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Logger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Entries that WordPress is to publish at a time that was set. When it does, it leaves the day of
 * their last change as it is, so they are remembered and asked for.
 */
final class Scheduled {
  private static final int MOST = 1_000;
  private static final int AT_ONCE = 100;

  private final LinkedHashSet<String> ids;
  private final Logger log;

  Scheduled(List<String> ids, Logger log) {
    this.ids = new LinkedHashSet<>(ids);
    this.log = log;
  }

  boolean isFull() {
    return ids.size() >= MOST;
  }

  List<String> ids() {
    return List.copyOf(ids);
  }

  /** Whether it waits for its time. */
  boolean takes(Entry entry) {
    if (!"future".equals(entry.content().get("status"))) {
      ids.remove(entry.id());
      return false;
    }
    if (ids.size() < MOST) {
      ids.add(entry.id());
    } else {
      log.warn("more than {} entries are scheduled; {} may not be given out", MOST, entry.id());
    }
    return true;
  }

  /** Gives out those that were published since, and forgets those that are not scheduled now. */
  void giveOut(WordPress site, Slice slice, Emitter out) {
    var all = new ArrayList<>(ids);
    for (int i = 0; i < all.size(); i += AT_ONCE) {
      var some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
      var waiting = new ArrayList<String>();
      for (var entry : site.among(slice, some, "publish,future")) {
        if ("future".equals(entry.content().get("status"))) {
          waiting.add(entry.id());
        } else if (!comesByItself(slice, entry)) {
          out.emit(entry.id(), entry.content());
        }
      }
      some.stream().filter(id -> !waiting.contains(id)).forEach(ids::remove);
    }
  }

  /** Somebody changed it, too, so that a later window has it. */
  private static boolean comesByItself(Slice slice, Entry entry) {
    var end = slice.window().orElseThrow().to();
    return WordPressPages.stamp(slice.stamp(), entry)
        .map(stamp -> !stamp.isBefore(end))
        .orElse(false);
  }
}
