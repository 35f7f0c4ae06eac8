package io.tributary.runner.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A worker's place in the crew, with what it has in hand. */
final class Post {
  final Worker worker;
  final Map<Long, Flight> flights = new LinkedHashMap<>();
  final LogBudget logs;

  /** Pages came from it: what they hold is looked at before it is read on. */
  boolean paged;

  /** To be called when the pages that wait for their transactions are few enough again. */
  final List<Runnable> heldBack = new ArrayList<>();

  /** It has been told to go: nothing new is given to it. */
  boolean ending;

  Post(Worker worker, LogBudget logs) {
    this.worker = worker;
    this.logs = logs;
  }

  int free() {
    return ending ? 0 : worker.credits() - flights.size();
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
