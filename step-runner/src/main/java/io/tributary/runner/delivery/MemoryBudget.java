package io.tributary.runner.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** What all steps of one runner hold together; every step may hold a little beyond it. */
public final class MemoryBudget {
  private final long bytes;
  private final AtomicLong held = new AtomicLong();

  public MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  void add(long more) {
    held.addAndGet(more);
  }

  boolean hasRoom() {
    return held.get() < bytes;
  }
}
