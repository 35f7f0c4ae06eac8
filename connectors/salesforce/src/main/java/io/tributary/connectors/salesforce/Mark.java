package io.tributary.connectors.salesforce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a trigger has come.
 *
 * @param at the newest instant that records were given out of
 * @param ids of the records of that very instant; more of them may turn up later
 * @param after the last id that was read of that instant, while there is more to read; and, in the
 *     place of so many ids that they would not fit, from then on
 */
record Mark(String at, List<String> ids, Optional<String> after) {
  /** Of 18 letters each: what is kept comes back in a frame whose headers have 64 KiB. */
  private static final int MOST_IDS = 2_000;

  static Mark from(Instant instant) {
    return new Mark(instant.toString(), List.of(), Optional.empty());
  }

  Instant instant() {
    return Instant.parse(at);
  }

  /** After one more record, which comes in order of instant and id. */
  Mark past(Instant stamp, String id) {
    if (!stamp.equals(instant())) {
      return new Mark(stamp.toString(), new ArrayList<>(List.of(id)), Optional.of(id));
    }
    boolean areTooMany = ids.isEmpty() && after.isPresent();
    if (areTooMany || ids.size() >= MOST_IDS) {
      return new Mark(at, List.of(), Optional.of(id));
    }
    // Grows in place: copied for each record, two thousand of one instant would take a second.
    var more = ids instanceof ArrayList<String> own ? own : new ArrayList<>(ids);
    more.add(id);
    return new Mark(at, more, Optional.of(id));
  }

  /** To go on behind this id, among records that are known already. */
  Mark behind(Optional<String> id) {
    return new Mark(at, ids, id);
  }

  /** To begin with the instant itself again: all of it was read, and more of it may turn up. */
  Mark read() {
    return ids.isEmpty() ? this : new Mark(at, ids, Optional.empty());
  }
}
