package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;

/** How many messages are on their way through flows, so that the door knows when to close. */
public interface Backlogs {
  /** Messages on their way, a few seconds old; of an unknown flow only what entered since. */
  long of(FlowId flow);

  /**
   * Counted now, for who may wait for it.
   *
   * @throws io.tributary.runtime.topics.BrokerAway where the broker does not say
   */
  long counted(FlowId flow);

  /** One more has entered. */
  void entered(FlowId flow);
}
