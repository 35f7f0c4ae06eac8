package io.tributary.runtime.schedules;

import io.tributary.runtime.topics.BrokerAway;

/** The way of ticks to their triggers. */
public interface Ticks {
  /**
   * Returns once the broker has it on all in-sync copies.
   *
   * @throws BrokerAway where it did not say so; the tick may then be stored or not, and is to be
   *     written again
   */
  void write(Tick tick);
}
