package io.tributary.runtime.schedules;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.Optional;

/**
 * When a deployed polling trigger is polled, and how far that is.
 *
 * @param revision the flow's deployed revision
 * @param next when the next tick is due; past where it is held back
 * @param asked when somebody asked for a tick beside the timing, not made yet
 * @param last the time of the newest tick
 * @param held what holds the next tick back, as it was last seen
 */
public record Schedule(
    FlowId flow,
    StepName step,
    int revision,
    Timing timing,
    Instant next,
    Optional<Instant> asked,
    Optional<Instant> last,
    Optional<Obstacle> held) {

  /** The tick to make now: of those that were missed, the newest; one for timing and person. */
  Tick due(Instant now) {
    var since = dueSince(now);
    return tick(since.equals(next) ? timing.newest(next, now) : since);
  }

  /** When the oldest tick became due that was not made. */
  Instant dueSince(Instant now) {
    return next.isAfter(now) ? asked.orElse(now) : next;
  }

  /** The newest tick that was made. */
  Optional<Tick> lastTick() {
    return last.map(this::tick);
  }

  private Tick tick(Instant at) {
    return new Tick(flow, step, revision, at);
  }

  /** It is made: all that was due until now is settled. */
  Schedule made(Tick tick, Instant now) {
    return new Schedule(
        flow,
        step,
        revision,
        timing,
        next.isAfter(now) ? next : timing.after(tick.at()),
        Optional.empty(),
        Optional.of(tick.at()),
        Optional.empty());
  }

  /** One tick beside the timing; asking again before it is made asks for the same one. */
  Schedule askedFor(Instant now) {
    return new Schedule(
        flow, step, revision, timing, next, asked.or(() -> Optional.of(now)), last, held);
  }

  /** Another revision goes on with it; another timing begins anew, no sooner than it would have. */
  Schedule goesOn(int nextRevision, Timing nextTiming, Instant now) {
    return new Schedule(
        flow,
        step,
        nextRevision,
        nextTiming,
        nextTiming.equals(timing) ? next : nextTiming.first(now, last),
        asked,
        last,
        Optional.empty());
  }

  static Schedule begun(FlowId flow, StepName step, int revision, Timing timing, Instant now) {
    return new Schedule(
        flow,
        step,
        revision,
        timing,
        timing.first(now, Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
