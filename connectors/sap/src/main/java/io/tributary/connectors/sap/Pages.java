package io.tributary.connectors.sap;

import io.tributary.sdk.Emitter;
import java.util.Map;
import java.util.Optional;

/** Reads what a query finds, page by page, and gives out each entity as it comes. */
final class Pages {
  /** Committed at the latest after so many, whatever the service calls a page. */
  private static final int MOST_ENTITIES = 2_000;

  private static final long MOST_BYTES = 6L * 1024 * 1024;

  /** How a page is asked for that the service does not link to. */
  enum Mode {
    LINKS,
    KEY,
    SKIP
  }

  /**
   * What is asked for.
   *
   * @param call with everything but its page
   * @param filter empty for none
   * @param top how many in all; empty for all there are
   */
  record Plan(
      Target target,
      Call call,
      Optional<String> filter,
      Optional<String> order,
      Optional<Integer> top,
      Mode mode,
      int pageSize) {

    Call at(Place place) {
      var next = place.link().isEmpty() ? first(place) : link(place.link());
      boolean isV4 = target.metadata().protocol() == Protocol.V4;
      return (isV4 ? next.with("Prefer", "odata.maxpagesize=" + pageSize) : next).streaming();
    }

    private Call link(String address) {
      return Call.get(address).with(call.headers());
    }

    private Call first(Place place) {
      var conditions = filter;
      if (!place.after().isEmpty()) {
        var behind = target.keys().behind(place.after(), "cursor#");
        conditions = Optional.of(filter.map(text -> "(" + text + ") and ").orElse("") + behind);
      }
      var asked = conditions.map(text -> call.asking("$filter", text)).orElse(call);
      var sorted = mode == Mode.LINKS ? order : Optional.of(wholeOrder());
      asked = sorted.isPresent() ? asked.asking("$orderby", sorted.get()) : asked;
      if (mode == Mode.SKIP && place.given() > 0) {
        asked = asked.asking("$skip", Long.toString(place.given()));
      }
      var most = mode == Mode.LINKS ? top.map(Long::valueOf) : Optional.of(size(place));
      return most.isPresent() ? asked.asking("$top", Long.toString(most.get())) : asked;
    }

    private long size(Place place) {
      return Math.min(pageSize, top.map(most -> most - place.given()).orElse((long) pageSize));
    }

    /** With the key behind it: else entities that are equal in it may change places. */
    private String wholeOrder() {
      var key = target.keys().order();
      return mode == Mode.KEY ? key : order.map(text -> text + "," + key).orElse(key);
    }

    /** The place after a page; empty where there is none. */
    Optional<Place> after(Place place, Feed feed, Map<String, Object> lastKey) {
      long all = place.given() + feed.entities();
      if (top.isPresent() && all >= top.get()) {
        return Optional.empty();
      }
      if (feed.next().isPresent()) {
        return Optional.of(
            place.at(target.service().following(feed.next().get()), feed.entities()));
      }
      // Some services give fewer than they are asked for and do not say so: only nothing is the
      // end.
      boolean isEnd = place.window() + feed.entities() == 0;
      return mode == Mode.LINKS || isEnd
          ? Optional.empty()
          : Optional.of(place.behind(mode == Mode.KEY ? lastKey : Map.of(), feed.entities()));
    }
  }

  private final Plan plan;
  private final Emitter out;
  private Place place;
  private Map<String, Object> lastKey = Map.of();
  private long index;
  private int entities;
  private long bytes;

  Pages(Plan plan, Place place, Emitter out) {
    this.plan = plan;
    this.place = place;
    this.out = out;
  }

  void run() {
    while (true) {
      index = 0;
      var answer = plan.target().service().send(plan.at(place), "fields#/filter");
      var feed = Feed.read(answer, this::take);
      var next = plan.after(place, feed, lastKey);
      if (next.isEmpty()) {
        return;
      }
      place = next.get();
      commit(place);
    }
  }

  private void take(Map<String, Object> raw, long size) {
    index++;
    boolean isOver = plan.top().isPresent() && place.given() + index > plan.top().get();
    if (isOver) {
      return;
    }
    var entity = plan.target().out(raw);
    if (plan.mode() == Mode.KEY) {
      lastKey = plan.target().keys().of(entity);
    }
    if (index <= place.passed()) {
      return;
    }
    if (entities >= MOST_ENTITIES || entities > 0 && bytes + size > MOST_BYTES) {
      commit(place.within(index - 1));
    }
    plan.target().emit(entity, entity, out);
    entities++;
    bytes += size;
  }

  private void commit(Place at) {
    out.page(at);
    entities = 0;
    bytes = 0;
  }
}
