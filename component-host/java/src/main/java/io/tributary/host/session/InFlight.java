package io.tributary.host.session;

import java.util.HashMap;
import java.util.Map;

/** The calls under way, by message; counted against the credits. */
final class InFlight {
  private final Map<Long, Thread> calls = new HashMap<>();

  /** Whether the id was free. */
  synchronized boolean add(long id, Thread call) {
    return calls.putIfAbsent(id, call) == null;
  }

  synchronized void remove(long id) {
    calls.remove(id);
    notifyAll();
  }

  synchronized int count() {
    return calls.size();
  }

  /** No call of that id is no error: it may have just ended. */
  synchronized void cancel(long id) {
    var call = calls.get(id);
    if (call != null) {
      call.interrupt();
    }
  }

  synchronized void cancelAll() {
    calls.values().forEach(Thread::interrupt);
  }

  synchronized void awaitNone() throws InterruptedException {
    while (!calls.isEmpty()) {
      wait();
    }
  }
}
