package io.tributary.demo.quickbooks;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Failures on demand. */
public final class Faults {
  private final AtomicLong seen = new AtomicLong();
  private final AtomicInteger lose = new AtomicInteger();
  private final AtomicReference<Runnable> beforeWrite = new AtomicReference<>(() -> {});
  private volatile int every;
  private volatile int with;
  private volatile String code = "";

  Faults(int every, int with) {
    this.every = every;
    this.with = with;
  }

  /** Fails each so many requests; 0 ends it. 429 comes as a throttling fault. */
  public void fail(int every, int status) {
    fail(every, status, "10000");
  }

  /** As {@link #fail(int, int)}, with an error code of one's own. */
  public void fail(int every, int status, String code) {
    this.with = status;
    this.code = code;
    this.every = every;
    seen.set(0);
  }

  /** So many of the next writes are done, and their answers lost. */
  public void loseAnswers(int count) {
    lose.set(count);
  }

  /** Runs once, before the next write is looked at: somebody else is faster. */
  public void beforeNextWrite(Runnable other) {
    beforeWrite.set(other);
  }

  /** How many requests of the accounting API came since the last change. */
  public long seen() {
    return seen.get();
  }

  void check() {
    long number = seen.incrementAndGet();
    int each = every;
    if (each == 0 || number % each != 0) {
      return;
    }
    throw with == 429 ? Problem.throttled(7) : Problem.asked(with, code);
  }

  void runBeforeWrite() {
    beforeWrite.getAndSet(() -> {}).run();
  }

  boolean losesAnswer() {
    return lose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }
}
