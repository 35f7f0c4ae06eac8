package io.tributary.runner.workers;

import java.time.Clock;
import java.time.Duration;

/**
 * Lends connections to workers, for as long as docs/decisions/0023-leases-that-end.md says.
 *
 * @param unanswered so long a lease is used on where nobody says anything about it
 */
public record Lender(Connections connections, Clock clock, Pause pause, Duration unanswered) {

  /** As long as an operator says nothing else. */
  public static final Duration UNANSWERED = Duration.ofHours(1);

  /** Waits, or only says so. */
  public interface Pause {
    void last(Duration duration) throws InterruptedException;
  }

  public static Lender of(Connections connections, Clock clock, Duration unanswered) {
    return new Lender(connections, clock, Thread::sleep, unanswered);
  }
}
