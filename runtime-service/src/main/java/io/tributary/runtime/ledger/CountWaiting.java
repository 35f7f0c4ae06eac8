package io.tributary.runtime.ledger;

import io.tributary.runtime.topics.RoadWaiting;
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
    try {
      return RoadWaiting.count(topics, step);
    } catch (BrokerAway away) {
      throw Refusal.unavailable(
          "broker-away", "What waits cannot be counted now. Try again.", Duration.ofSeconds(5));
    }
  }
}
