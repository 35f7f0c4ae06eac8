package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.EntryPage;
import io.tributary.connectors.cms.Cms.Position;
import io.tributary.connectors.cms.Cms.Slice;
import io.tributary.connectors.cms.Cms.Stamp;
import io.tributary.connectors.cms.Cms.Window;
import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Optional;

/** Reads a slice behind a number, in order of the numbers that rows have. */
final class StrapiPages {
  private final StrapiRoot root;

  StrapiPages(StrapiRoot root) {
    this.root = root;
  }

  EntryPage page(Slice slice, Position position, int size) {
    boolean five = root.isFive(slice.type());
    var query =
        Query.of()
            .and("sort[0]", "id:asc")
            .and("pagination[page]", 1)
            .and("pagination[pageSize]", size)
            .and("pagination[withCount]", "false");
    if (five) {
      query.and("status", slice.publishedOnly() ? "published" : "draft");
    } else {
      query.and("publicationState", slice.publishedOnly() ? "live" : "preview");
    }
    query.and(slice.query());
    position.last().ifPresent(last -> query.and("filters[$and][0][id][$gt]", last));
    slice.window().ifPresent(window -> bounds(query, window, stamps(slice, five)));
    var answer =
        root.attempt(Call.get(Strapi.path(slice.type()), query), EntryReader.limit(size)).tree();
    var data = answer.path("data");
    // A site may give fewer at a time than it is asked for, and says so.
    int full = Math.min(size, answer.path("meta").path("pagination").path("pageSize").asInt(size));
    var last =
        data.isEmpty()
            ? position.last()
            : Optional.of(data.path(data.size() - 1).path("id").asLong());
    return new EntryPage(
        data.valueStream().map(Entries::strapi).toList(),
        new Position(last, position.offset() + data.size()),
        !data.isEmpty() && data.size() >= full);
  }

  /** A row counts that has any of its stamps in the window. */
  private static void bounds(Query query, Window window, List<String> stamps) {
    for (int i = 0; i < stamps.size(); i++) {
      var name = "filters[$and][1][$or][" + i + "][" + stamps.get(i) + "]";
      query.and(name + "[$gte]", Instants.text(window.from()));
      query.and(name + "[$lt]", Instants.text(window.to()));
    }
  }

  /**
   * Version 5 publishes a copy that keeps the draft's day of change, so the day of publication
   * counts, too.
   */
  private static List<String> stamps(Slice slice, boolean five) {
    if (slice.stamp() == Stamp.CHANGED) {
      return five && slice.publishedOnly()
          ? List.of("updatedAt", "publishedAt")
          : List.of("updatedAt");
    }
    if (five && slice.publishedOnly()) {
      throw new GiveUp(
          "fields#/watch: Strapi 5 does not keep when an entry was published first. Choose new and"
              + " changed entries, or new ones with drafts");
    }
    return List.of(slice.publishedOnly() ? "publishedAt" : "createdAt");
  }
}
