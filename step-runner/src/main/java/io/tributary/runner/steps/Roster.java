package io.tributary.runner.steps;

import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Crew;
import io.tributary.runner.delivery.Journal;
import io.tributary.runner.delivery.Timepiece;
import io.tributary.runner.steps.Scaling.Load;
import io.tributary.runner.steps.Scaling.Verdict;
import io.tributary.runner.steps.Staffing.Staff;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Keeps the number of a step's workers, and has them do what its assignment says now: a worker that
 * was made for another one is replaced by a new one that is ready first. For the step's thread.
 */
final class Roster {
  private static final Logger LOG = System.getLogger(Roster.class.getName());

  private final Crew crew;
  private final Staff staff;
  private final Scaling scaling;
  private final Journal journal;
  private final Timepiece time;
  private StepAssignment assignment;
  private boolean retired;

  /** One more than wanted is there, or on its way, to take an outdated one's place. */
  private boolean replacing;

  private int upToDateBefore;

  Roster(
      StepAssignment assignment,
      Crew crew,
      Staff staff,
      Journal journal,
      Scaling.Timing timing,
      Timepiece time) {
    this.assignment = assignment;
    this.crew = crew;
    this.staff = staff;
    this.scaling = new Scaling(timing, time);
    this.journal = journal;
    this.time = time;
    for (int i = 0; i < assignment.workers().min(); i++) {
      staff.hire();
    }
  }

  /** From now on this is what the workers are to do, and how many there may be. */
  void adjust(StepAssignment next) {
    assignment = next;
    staff.change(next);
  }

  /**
   * Hires, or lets go.
   *
   * @param ready messages that could be given to a worker now
   * @param saturated messages wait because the workers have all that they may have
   */
  void look(int ready, boolean saturated) {
    if (retired) {
      return;
    }
    replaceOutdated();
    int capacity = Math.min(assignment.concurrency(), crew.credits());
    int places = places();
    scaling
        .look(
            assignment.workers(),
            places,
            crew.present() - (replacing ? 1 : 0),
            new Load(ready, crew.inFlight(), saturated, capacity))
        .ifPresent(verdict -> resize(places, verdict));
  }

  /** Nanoseconds until {@link #look} may have something to do. */
  long untilNextTask() {
    return retired ? Long.MAX_VALUE : scaling.untilNext(assignment.workers(), places());
  }

  /** Nobody who leaves is replaced any more, and everybody is told to leave. */
  void retire() {
    retired = true;
    staff.retire();
    crew.drain();
  }

  void close() {
    staff.close();
  }

  private int places() {
    return staff.places() - (replacing ? 1 : 0);
  }

  private void replaceOutdated() {
    for (; ; ) {
      int outdated = crew.outdated(assignment);
      int upToDate = crew.present() - outdated;
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

  private void resize(int places, Verdict verdict) {
    for (int i = places; i < verdict.workers(); i++) {
      staff.hire();
    }
    for (int i = places; i > verdict.workers(); i--) {
      if (!staff.recall()) {
        crew.drainOne().ifPresent(staff::release);
      }
    }
    int now = places();
    if (now != places) {
      say("workers %d → %d: %s".formatted(places, now, verdict.why()));
    }
  }

  private void say(String text) {
    LOG.log(Level.INFO, "{0}: {1}", StepAssignment.key(assignment.flow(), assignment.step()), text);
    journal.log(new LogLine(time.stamp(), assignment.step(), "runner", "info", null, text));
  }
}
