package io.tributary.host.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls under way, by message; counted against the credits. A call gives its id and its credit
 * back before it says its end: the runner may use both as soon as it has read that.
 */
final class InFlight {
  private final ConcurrentHashMap<Long, Thread> calls = new ConcurrentHashMap<>();

  /** Taken, and no processor has been at them yet. */
  private final AtomicInteger queued = new AtomicInteger();

  private final AtomicInteger speaking = new AtomicInteger();

  /** Whether the id was free. The call is queued from now on. */
  boolean add(long id, Thread call) {
    if (calls.putIfAbsent(id, call) != null) {
      return false;
    }
    speaking.incrementAndGet();
    queued.incrementAndGet();
    return true;
  }

  /** A queued call runs from now on. */
  void begin() {
    queued.decrementAndGet();
  }

  /** Whether other calls would run if this one did not. */
  boolean isCrowded() {
    return queued.get() > 0;
  }

  /**
   * The current thread is about to say the end of its call, and cannot be cancelled any more: an
   * interrupt would close the connection it writes to. Once is enough, twice no error.
   */
  void ending(long id) {
    if (calls.remove(id, Thread.currentThread())) {
      var _ = Thread.interrupted();
    }
  }

  /** The current thread has said all. */
  void ended(long id) {
    ending(id);
    if (speaking.decrementAndGet() == 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  boolean has(long id) {
    return calls.containsKey(id);
  }

  int count() {
    return calls.size();
  }

  /** No call of that id is no error: it may have just ended. */
  void cancel(long id) {
    calls.computeIfPresent(
        id,
        (_, call) -> {
          call.interrupt();
          return call;
        });
  }

  void cancelAll() {
    calls.keySet().forEach(this::cancel);
  }

  synchronized void awaitNone() throws InterruptedException {
    while (speaking.get() > 0) {
      wait();
    }
  }
}
