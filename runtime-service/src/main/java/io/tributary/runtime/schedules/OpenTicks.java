package io.tributary.runtime.schedules;

import io.tributary.runtime.topics.BrokerAway;
import java.time.Duration;

/** Ticks that were written and whose polls have not ended. */
public interface OpenTicks {
  /**
   * Whether its poll waits, is in work or will be tried again.
   *
   * @param age how long ago it was made
   * @throws BrokerAway where that cannot be known now
   */
  boolean isOpen(Tick tick, Duration age);
}
