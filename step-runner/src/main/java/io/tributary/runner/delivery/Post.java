package io.tributary.runner.delivery;

import java.util.LinkedHashMap;
import java.util.Map;

/** A worker's place in the crew, with what it has in hand. */
final class Post {
  final Worker worker;
  final Map<Long, Flight> flights = new LinkedHashMap<>();
  final LogBudget logs;

  /** It has been told to go: nothing new is given to it. */
  boolean ending;

  Post(Worker worker, LogBudget logs) {
    this.worker = worker;
    this.logs = logs;
  }

  int free() {
    return ending ? 0 : worker.credits() - flights.size();
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
