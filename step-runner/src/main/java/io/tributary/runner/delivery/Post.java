package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A worker's place in the crew, with what it has in hand. */
final class Post {
  final Worker worker;
  final Map<Long, Flight> flights = new LinkedHashMap<>();
  final LogBudget logs;

  /** Pages came from it: what they hold is looked at before it is read on. */
  boolean paged;

  /** To be called when the pages that wait for their transactions are few enough again. */
  final List<Runnable> heldBack = new ArrayList<>();

  /** Its connection is being closed: nothing new is given to it, nothing more is heard. */
  boolean ending;

  /** It is ended because of its connection, so that no message in its hands is to blame. */
  boolean takenBack;

  /** It has been told to end what it has and go. */
  boolean draining;

  /** Kept free of others' messages, for one that is sent alone. */
  boolean reserved;

  /** When it is ended, where it has nothing in hand and does not go. */
  long goneBy;

  private List<Frame> given = new ArrayList<>();

  /** What was compared with its work last, and how that ended. */
  private @Nullable StepAssignment compared;

  private boolean same;

  /** What it does the work of; the newest one where none is known any more. */
  private @Nullable StepAssignment newest;

  private boolean outdated;

  /** The newest assignment that it did the work of. */
  private StepAssignment last;

  Post(Worker worker, LogBudget logs) {
    this.worker = worker;
    this.logs = logs;
    this.last = worker.assignment();
  }

  /** Has the frame handed over with others, by {@link #handOver}. */
  void give(Frame frame) {
    given.add(frame);
  }

  /** One hand-over costs as much as the work on several messages. */
  void handOver() {
    if (!given.isEmpty()) {
      worker.send(given);
      given = new ArrayList<>();
    }
  }

  int free() {
    return ending || draining ? 0 : worker.credits() - flights.size();
  }

  /** What counts for an attempt there: the message's edition, or an older one it was made for. */
  StepAssignment under(StepAssignment edition) {
    return does(edition) ? edition : last;
  }

  /** Whether it does what this says. */
  @SuppressWarnings("ReferenceEquality") // looked at for every message
  boolean does(StepAssignment edition) {
    if (compared != edition) {
      compared = edition;
      same = worker.assignment().isSameWorkAs(edition);
      last = same ? edition : last;
    }
    return same;
  }

  /** Whether it does what no edition of the step says any more. */
  @SuppressWarnings("ReferenceEquality") // looked at for every message
  boolean isOutdated(StepAssignment current) {
    if (newest != current) {
      newest = current;
      outdated =
          !worker.assignment().isSameWorkAs(current)
              && current.editions().earlier().stream().noneMatch(worker.assignment()::isSameWorkAs);
    }
    return outdated;
  }

  /** Whether messages of this edition may be given to it; an outdated one helps the newest out. */
  @SuppressWarnings("ReferenceEquality") // looked at for every message
  boolean serves(StepAssignment edition, StepAssignment current) {
    return does(edition) || (edition == current && isOutdated(current));
  }

  /** Whether its messages' pages wait for their transactions with more than this. */
  boolean isAheadBy(long bytes) {
    long waiting = 0;
    for (var flight : flights.values()) {
      waiting += flight.message.pageBytes;
      for (var page : flight.message.pages) {
        waiting += page.bytes();
      }
    }
    return waiting > bytes;
  }

  /** Whether what it has in hand was sent alone. */
  boolean hasSuspect() {
    return flights.size() == 1 && flights.values().iterator().next().message.isSuspect();
  }

  boolean isIdle() {
    return flights.isEmpty();
  }

  void end(String why) {
    if (!ending) {
      ending = true;
      worker.end(why);
    }
  }
}
