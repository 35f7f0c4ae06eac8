package io.tributary.runner.steps;

import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Crew;
import io.tributary.runner.delivery.Journal;
import io.tributary.runner.delivery.Timepiece;
import io.tributary.runner.steps.Scaling.Load;
import io.tributary.runner.steps.Staffing.Staff;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps the number of a step's workers, and has them do what its assignment says now. Where the
 * work changes, workers of the edition before stay while messages that began with it are on their
 * way; where no edition says any more what a worker does, it is replaced by a new one that is ready
 * first. For the step's thread.
 */
final class Roster {
  private static final Logger LOG = System.getLogger(Roster.class.getName());

  private final Crew crew;
  private final Function<StepAssignment, Staff> staffs;
  private final Scaling scaling;
  private final Scaling.Timing timing;
  private final Journal journal;
  private final Timepiece time;
  private final List<EarlierStaff> earlier = new ArrayList<>();
  private StepAssignment assignment;
  private Staff staff;
  private boolean retired;

  /** Why nobody more is started, as it was told; empty where nobody is waited for. */
  private String limit = "";

  /** One more than wanted is there, or on its way, to take an outdated one's place. */
  private boolean replacing;

  private int upToDateBefore;

  /**
   * @param staffs gives the workers that do what one edition says; none at the beginning
   */
  Roster(
      StepAssignment assignment,
      Crew crew,
      Function<StepAssignment, Staff> staffs,
      Journal journal,
      Scaling.Timing timing,
      Timepiece time) {
    this.assignment = assignment;
    this.crew = crew;
    this.staffs = staffs;
    this.staff = staffs.apply(assignment);
    this.timing = timing;
    this.scaling = new Scaling(timing, time);
    this.journal = journal;
    this.time = time;
    for (int i = 0; i < assignment.workers().min(); i++) {
      staff.hire();
    }
  }

  /** From now on this is what the workers are to do, and how many there may be. */
  void adjust(StepAssignment next) {
    var before = assignment;
    assignment = next;
    if (before.isSameWorkAs(next)) {
      staff.change(next);
      return;
    }
    var kept = editionOf(before);
    if (kept == null) {
      staff.change(next);
    } else {
      earlier.add(new EarlierStaff(kept, staff, crew, timing, time));
      staff = taken(next);
      replacing = false;
    }
  }

  /**
   * Hires, or lets go.
   *
   * @param ready messages that could be given to a worker now, by what is done with them
   * @param saturated messages wait because the workers have all that they may have
   */
  void look(Map<StepAssignment, Integer> ready, boolean saturated) {
    if (retired) {
      return;
    }
    replaceOutdated();
    if (crew.present(assignment) >= places()) {
      limit = "";
    }
    int capacity = Math.min(assignment.concurrency(), crew.credits(assignment));
    int places = places();
    scaling
        .look(
            assignment.workers(),
            places,
            crew.present(assignment) + crew.outdated(assignment) - (replacing ? 1 : 0),
            new Load(
                ready.getOrDefault(assignment, 0), crew.inFlight(assignment), saturated, capacity))
        .ifPresent(verdict -> resize(places, verdict));
    lookAtEarlier(ready, saturated);
  }

  /** Nanoseconds until {@link #look} may have something to do. */
  long untilNextTask() {
    if (retired) {
      return Long.MAX_VALUE;
    }
    long wait = scaling.untilNext(assignment.workers(), places());
    for (var one : earlier) {
      wait = Math.min(wait, one.untilNextTask());
    }
    return wait;
  }

  /**
   * Nobody more is started for now: told once, until whoever is waited for has come or is given up.
   */
  void noRoom(String why) {
    if (!retired && !why.equals(limit)) {
      limit = why;
      say("workers stay at %d: %s".formatted(crew.present(assignment), why));
    }
  }

  /** Nobody who leaves is replaced any more, and everybody is told to leave. */
  void retire() {
    retired = true;
    staff.retire();
    earlier.forEach(EarlierStaff::retire);
    crew.drain();
  }

  void close() {
    staff.close();
    earlier.forEach(EarlierStaff::close);
  }

  private int places() {
    return staff.places() - (replacing ? 1 : 0);
  }

  /** Messages that began before are done by workers who do what was said then. */
  private void lookAtEarlier(Map<StepAssignment, Integer> ready, boolean saturated) {
    ready.forEach(
        (edition, count) -> {
          if (count > 0 && !edition.isSameWorkAs(assignment) && staffOf(edition) == null) {
            earlier.add(new EarlierStaff(edition, staffs.apply(edition), crew, timing, time));
          }
        });
    for (Iterator<EarlierStaff> all = earlier.iterator(); all.hasNext(); ) {
      var one = all.next();
      one.look(ready, saturated).ifPresent(this::say);
      if (one.isGone()) {
        one.close();
        all.remove();
      }
    }
  }

  /** Workers of an edition before may do what is to be done from now on. */
  private Staff taken(StepAssignment next) {
    var known = staffOf(next);
    if (known == null) {
      return hired(staffs.apply(next), next);
    }
    earlier.remove(known);
    var staff = known.staff();
    staff.change(next);
    return staff;
  }

  private static Staff hired(Staff staff, StepAssignment next) {
    for (int i = 0; i < next.workers().min(); i++) {
      staff.hire();
    }
    return staff;
  }

  private @org.jspecify.annotations.Nullable EarlierStaff staffOf(StepAssignment edition) {
    return earlier.stream().filter(one -> one.does(edition)).findFirst().orElse(null);
  }

  private @org.jspecify.annotations.Nullable StepAssignment editionOf(StepAssignment before) {
    return assignment.editions().earlier().stream()
        .filter(before::isSameWorkAs)
        .findFirst()
        .orElse(null);
  }

  private void replaceOutdated() {
    for (; ; ) {
      int outdated = crew.outdated(assignment);
      int upToDate = crew.present(assignment);
      if (outdated == 0) {
        replacing = false;
        return;
      }
      if (!replacing) {
        replacing = true;
        upToDateBefore = upToDate;
        staff.hire();
        say(
            "%d of its workers are replaced: revision %d is done by %s"
                .formatted(outdated, assignment.revision(), assignment.component()));
      } else if (upToDate <= upToDateBefore) {
        return;
      } else {
        crew.drainOutdated(assignment).ifPresent(staff::release);
        replacing = false;
      }
    }
  }

  private void resize(int places, Scaling.Verdict verdict) {
    for (int i = places; i < verdict.workers(); i++) {
      staff.hire();
    }
    for (int i = places; i > verdict.workers(); i--) {
      if (!staff.recall()) {
        crew.drainOne(assignment).ifPresent(staff::release);
      }
    }
    int now = places();
    if (now != places) {
      say("workers %d → %d: %s".formatted(places, now, verdict.why()));
    }
  }

  private void say(String text) {
    LOG.log(Level.INFO, "{0}: {1}", assignment.key(), text);
    journal.log(new LogLine(time.stamp(), assignment.step(), "runner", "info", null, text));
  }
}
