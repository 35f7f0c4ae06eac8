package io.tributary.demo.salesforce;

import java.util.concurrent.atomic.AtomicLong;

/** Failures on demand, by the count of requests to the data API. */
public final class Faults {
  private final AtomicLong seen = new AtomicLong();
  private volatile int every;
  private volatile int with;
  private volatile String code = "";

  Faults(int every, int with) {
    this.every = every;
    this.with = with;
  }

  /**
   * Fails each so many requests; 0 ends it.
   *
   * @param status 503 or 403, or any with {@code code}
   */
  public void fail(int every, int status) {
    fail(every, status, "");
  }

  /** As {@link #fail(int, int)}, with an error code of one's own. */
  public void fail(int every, int status, String code) {
    this.with = status;
    this.code = code;
    this.every = every;
    seen.set(0);
  }

  /** How many requests of the data API came since the last change. */
  public long seen() {
    return seen.get();
  }

  void check() {
    long number = seen.incrementAndGet();
    int each = every;
    if (each == 0 || number % each != 0) {
      return;
    }
    if (!code.isEmpty()) {
      throw new Problem(with, code, "a fault was asked for");
    }
    throw with == 403
        ? new Problem(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.")
        : new Problem(with, "SERVER_UNAVAILABLE", "The server is too busy, or under maintenance");
  }
}
