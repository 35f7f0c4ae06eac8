package io.tributary.runtime.discards;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.topics.TopicRecord;
import java.util.List;

/** Where waiting messages end without having been done. */
interface Discards {
  /**
   * Ends all of these at the step, with an event for each, or none.
   *
   * @param waiting of the road's input and waiting room, everything that waits there
   * @throws io.tributary.runtime.topics.BrokerAway where that is not certain: count again
   */
  void end(StepAssignment road, List<TopicRecord> waiting);

  /** Whether step runners have let go of the road, so that nobody's position is overwritten. */
  boolean isLeft(StepAssignment road);
}
