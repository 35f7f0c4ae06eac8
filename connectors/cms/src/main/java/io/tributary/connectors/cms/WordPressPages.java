package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Entry;
import io.tributary.connectors.cms.Cms.EntryPage;
import io.tributary.connectors.cms.Cms.Position;
import io.tributary.connectors.cms.Cms.Slice;
import io.tributary.connectors.cms.Cms.Stamp;
import io.tributary.connectors.cms.Cms.Window;
import io.tributary.sdk.GiveUp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a slice in order of ids. WordPress can only be asked for the so-manieth entry, and not for
 * those behind an id; entries that leave the slice meanwhile would move others to places that were
 * read already. So each page begins with the entry that ended the one before. Where it does not,
 * the reading goes back until it finds entries that it knows, and passes over those.
 */
final class WordPressPages {
  private static final String NEEDED = ",id,slug,status,date_gmt,modified_gmt";

  private final WordPressRoot root;
  private final SiteClock clock;

  WordPressPages(WordPressRoot root, SiteClock clock) {
    this.root = root;
    this.clock = clock;
  }

  EntryPage page(Slice slice, Position position, int size) {
    long last = position.last().orElse(-1L);
    long offset = Math.max(0, position.offset() - 1);
    var entries = read(slice, offset, size);
    while (offset > 0 && (entries.isEmpty() || number(entries.getFirst()) > last)) {
      offset = Math.max(0, offset - size);
      entries = read(slice, offset, size);
    }
    long end = entries.isEmpty() ? last : Math.max(last, number(entries.getLast()));
    var next = new Position(end < 0 ? Optional.empty() : Optional.of(end), offset + entries.size());
    return new EntryPage(
        entries.stream().filter(entry -> number(entry) > last && isMeant(slice, entry)).toList(),
        next,
        entries.size() >= size);
  }

  /** What an author asks for, and what is needed to tell entries apart. */
  static Query asked(Map<String, String> given) {
    var query = Query.of().and(given);
    return given.containsKey("_fields")
        ? query.and("_fields", given.get("_fields") + NEEDED)
        : query;
  }

  private List<Entry> read(Slice slice, long offset, int size) {
    var query =
        asked(slice.query())
            .and("orderby", "id")
            .and("order", "asc")
            .and("per_page", size)
            .and("offset", offset);
    slice.window().ifPresent(window -> bounds(query, slice.stamp(), window));
    if (slice.query().containsKey("status") || WordPress.isMedia(slice.type())) {
      return entries(slice, query, size);
    }
    try {
      return entries(slice, query.and("status", statuses(slice)), size);
    } catch (ApiRefusal refusal) {
      if (!refusal.names("status") && !refusal.code().equals("rest_forbidden_status")) {
        throw refusal.sorted("fields#/query");
      }
      if (!slice.publishedOnly()) {
        throw new GiveUp(
            "fields#/status: the connection's user may not see entries that are not published. Give"
                + " it the role Author or Editor, or choose published ones");
      }
      return entries(slice, query.and("status", "publish"), size);
    }
  }

  /**
   * What is scheduled is no change when it is published, so whoever watches has to know it before.
   */
  private static String statuses(Slice slice) {
    if (!slice.publishedOnly()) {
      return "any";
    }
    return slice.window().isPresent() ? "publish,future" : "publish";
  }

  private List<Entry> entries(Slice slice, Query query, int size) {
    var call = Call.get(WordPress.path(slice.type()), query);
    var tree = root.attempt(call, EntryReader.limit(size)).tree();
    return tree.valueStream().map(Entries::wordPress).toList();
  }

  /** WordPress compares local times, and leaves both ends out. */
  private void bounds(Query query, Stamp stamp, Window window) {
    var shift = clock.shift(window);
    var prefix = stamp == Stamp.NEW ? "" : "modified_";
    if (window.from().isAfter(Instant.EPOCH)) {
      query.and(prefix + "after", WordPress.text(window.from().minusSeconds(1).minus(shift)));
    }
    query.and(prefix + "before", WordPress.text(window.to().plus(shift)));
  }

  /** An entry without a stamp is one that WordPress gave for this window. */
  private static boolean isMeant(Slice slice, Entry entry) {
    var stamp = stamp(slice.stamp(), entry);
    return slice.window().isEmpty() || stamp.isEmpty() || slice.window().get().has(stamp.get());
  }

  static Optional<Instant> stamp(Stamp stamp, Entry entry) {
    return Instants.maybe(entry.content().get(stamp == Stamp.NEW ? "date_gmt" : "modified_gmt"));
  }

  private static long number(Entry entry) {
    return Long.parseLong(entry.id());
  }
}
