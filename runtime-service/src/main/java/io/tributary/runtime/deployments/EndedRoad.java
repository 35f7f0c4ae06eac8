package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import java.time.Instant;

/**
 * A road that was cleared: nobody takes messages from it any more.
 *
 * @param number of the road; no other one of its step ever has it
 */
public record EndedRoad(FlowId flow, StepName step, int number, Instant at) {
  String parkedTopic() {
    return FlowTopics.parked(flow, step, number);
  }

  String group() {
    return FlowTopics.group(flow, step, number);
  }
}
