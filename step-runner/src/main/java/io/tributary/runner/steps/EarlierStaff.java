package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Workers;
import io.tributary.runner.delivery.Crew;
import io.tributary.runner.delivery.Timepiece;
import io.tributary.runner.steps.Scaling.Load;
import io.tributary.runner.steps.Staffing.Staff;
import java.util.Map;
import java.util.Optional;

/**
 * Workers that do what an edition of the step says which is not the newest. Nobody is there without
 * a message that began with it: they go when there is none, and come back for one that comes late.
 */
final class EarlierStaff {
  /** So long they stay without a message: stragglers come one after the other. */
  private static final int IDLE_SECONDS = 5;

  private final StepAssignment edition;
  private final Staff staff;
  private final Crew crew;
  private final Scaling scaling;
  private final Workers bounds;

  EarlierStaff(
      StepAssignment edition, Staff staff, Crew crew, Scaling.Timing timing, Timepiece time) {
    this.edition = edition;
    this.staff = staff;
    this.crew = crew;
    this.scaling = new Scaling(timing, time);
    this.bounds =
        new Workers(0, Math.max(edition.workers().max(), staff.places()), IDLE_SECONDS);
  }

  boolean does(StepAssignment other) {
    return edition.isSameWorkAs(other);
  }

  Staff staff() {
    return staff;
  }

  /** Hires, or lets go; what it has done, for a person. */
  Optional<String> look(Map<StepAssignment, Integer> ready, boolean saturated) {
    int places = staff.places();
    int waiting = 0;
    for (var entry : ready.entrySet()) {
      waiting += does(entry.getKey()) ? entry.getValue() : 0;
    }
    var load =
        new Load(
            waiting,
            crew.inFlight(edition),
            saturated && waiting > 0,
            crew.credits(edition));
    var verdict = scaling.look(bounds, places, crew.present(edition), load);
    verdict.ifPresent(found -> resize(places, found.workers()));
    return verdict.map(
        found ->
            "workers of revision %d, %s, %d → %d: %s"
                .formatted(
                    edition.revision(),
                    edition.component(),
                    places,
                    found.workers(),
                    found.why()));
  }

  long untilNextTask() {
    return scaling.untilNext(bounds, staff.places());
  }

  /** Nobody is there and nobody is wanted. */
  boolean isGone() {
    return staff.places() == 0 && crew.present(edition) == 0 && crew.inFlight(edition) == 0;
  }

  void retire() {
    staff.retire();
  }

  void close() {
    staff.close();
  }

  private void resize(int places, int wanted) {
    for (int i = places; i < wanted; i++) {
      staff.hire();
    }
    for (int i = places; i > wanted; i--) {
      if (!staff.recall()) {
        crew.drainOne(edition).ifPresent(staff::release);
      }
    }
  }
}
