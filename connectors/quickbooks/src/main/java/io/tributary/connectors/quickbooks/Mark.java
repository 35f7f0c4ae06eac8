package io.tributary.connectors.quickbooks;

import java.time.Instant;

/**
 * How far a poll has come: the newest instant that objects were given out of, and which of that
 * instant; more of it may turn up later.
 */
final class Mark {
  /**
   * A mark as it is kept.
   *
   * @param at the instant
   * @param ids of the objects of that instant, as {@link IdSet} writes them
   * @param position where to begin among the objects from that instant on
   * @param crowded whether that instant has more objects than can be remembered; then only the
   *     position tells which were given out
   */
  record Kept(String at, String ids, int position, boolean crowded) {
    static Kept from(Instant instant) {
      return new Kept(instant.toString(), "", 1, false);
    }
  }

  private Instant at;
  private IdSet ids;
  private int position;
  private boolean crowded;

  Mark(Kept kept) {
    this.at = Instant.parse(kept.at());
    this.ids = IdSet.of(kept.ids());
    this.position = kept.position();
    this.crowded = kept.crowded();
  }

  Instant at() {
    return at;
  }

  int position() {
    return position;
  }

  boolean isCrowded() {
    return crowded;
  }

  boolean knows(Instant stamp, String id) {
    return stamp.equals(at) && ids.has(id);
  }

  /** After one more object, which comes in order of its instant. */
  void past(Instant stamp, String id) {
    if (!stamp.equals(at)) {
      at = stamp;
      ids = new IdSet();
      position = 1;
      crowded = false;
    }
    if (!crowded) {
      ids.add(id);
    }
  }

  void goOnAt(int next) {
    position = next;
  }

  /**
   * To be kept.
   *
   * @param read how many objects of the instant were read
   */
  Kept kept(int read) {
    if (!crowded && ids.isTooLarge()) {
      crowded = true;
      ids = new IdSet();
      position = read + 1;
    }
    return new Kept(at.toString(), ids.text(), position, crowded);
  }
}
