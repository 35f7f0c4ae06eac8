package io.tributary.runtime.replays;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.topics.TopicRecord;

/**
 * A message that is about to enter its step.
 *
 * @param step as it is deployed
 * @param source the message where it lies
 */
record Entering(Replays.Numbered numbered, StepAssignment step, TopicRecord source) {}
