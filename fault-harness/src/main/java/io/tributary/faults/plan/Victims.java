package io.tributary.faults.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Those whom faults may strike. A choice is a number of any size, taken modulo who is there. */
public interface Victims {
  /** Nobody where no worker lives at the moment. */
  Optional<Struck> killWorker(int choice) throws Exception;

  /**
   * Nobody where no runner lives. Waits until the last one killed is back; starts this one again
   * after so long, without being waited for.
   */
  Optional<Struck> killRunner(int choice, Duration away) throws Exception;

  /** Waits until all brokers are whole, and starts the killed one again after so long. */
  Optional<Struck> killBroker(int choice, Duration away) throws Exception;

  /** Nobody where the platform does not run; starts it again after so long. */
  Optional<Struck> killPlatform(Duration away) throws Exception;

  /** Nobody where no database runs; lets it come back after so long. */
  Optional<Struck> killDatabase(Duration away) throws Exception;

  /** Returns after SIGCONT. */
  Optional<Struck> pauseRunner(int choice, Duration length) throws Exception;

  /** Returns when all that was taken away is back. */
  void heal() throws Exception;

  /**
   * Whom it hit, and when.
   *
   * @param step of a worker; else empty
   */
  record Struck(Instant at, String who, String step, long pid) {}
}
