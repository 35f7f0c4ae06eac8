package io.tributary.host.session;

import java.util.HashMap;
import java.util.Map;

/**
 * The calls under way, by message; counted against the credits. A call gives its id and its credit
 * back before it says its end: the runner may use both as soon as it has read that.
 */
final class InFlight {
  private final Map<Long, Thread> calls = new HashMap<>();
  private int speaking;

  /** Whether the id was free. */
  synchronized boolean add(long id, Thread call) {
    if (calls.putIfAbsent(id, call) != null) {
      return false;
    }
    speaking++;
    return true;
  }

  /** The current thread is about to say the end of its call. Once is enough, twice no error. */
  synchronized void ending(long id) {
    calls.remove(id, Thread.currentThread());
  }

  /** The current thread has said all. */
  synchronized void ended(long id) {
    ending(id);
    speaking--;
    notifyAll();
  }

  synchronized boolean has(long id) {
    return calls.containsKey(id);
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
    while (speaking > 0) {
      wait();
    }
  }
}
