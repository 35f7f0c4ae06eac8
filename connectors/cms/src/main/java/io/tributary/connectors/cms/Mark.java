package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Position;
import io.tributary.connectors.cms.Cms.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a trigger has come.
 *
 * @param from up to here everything was given out
 * @param to while it is under way: up to here it is being given out
 * @param at how far that is
 * @param scheduled ids of entries that WordPress will publish by itself one day, which does not
 *     count as a change there
 */
record Mark(String from, Optional<String> to, Optional<Position> at, List<String> scheduled) {
  static Mark from(Instant instant) {
    return new Mark(instant.toString(), Optional.empty(), Optional.empty(), List.of());
  }

  Instant begin() {
    return Instant.parse(from);
  }

  /** The window that is being given out. */
  Window window() {
    return new Window(begin(), Instant.parse(to.orElseThrow()));
  }

  Mark upTo(Instant horizon) {
    return new Mark(from, Optional.of(horizon.toString()), Optional.of(Position.BEGIN), scheduled);
  }

  Mark at(Position position) {
    return new Mark(from, to, Optional.of(position), scheduled);
  }

  /** The window is given out: the next one begins where it ends. */
  Mark done() {
    return new Mark(to.orElse(from), Optional.empty(), Optional.empty(), scheduled);
  }

  Mark waitingFor(List<String> ids) {
    return new Mark(from, to, at, List.copyOf(ids));
  }
}
