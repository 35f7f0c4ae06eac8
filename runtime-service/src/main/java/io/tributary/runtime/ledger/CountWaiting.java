package io.tributary.runtime.ledger;

import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.Topics;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many messages a step has before it, counted by reading: offsets are not messages. */
@Component
final class CountWaiting {
  private final Topics topics;

  CountWaiting(Topics topics) {
    this.topics = topics;
  }

  long of(StepAssignment step) {
    var group = FlowTopics.group(step.flow(), step.step());
    try {
      return topics.waiting(step.inputTopic(), group)
          + topics.waiting(FlowTopics.parked(step.flow(), step.step()), group);
    } catch (BrokerAway away) {
      throw Refusal.unavailable(
          "broker-away", "What waits cannot be counted now. Try again.", Duration.ofSeconds(5));
    }
  }
}
