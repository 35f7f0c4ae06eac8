package io.tributary.runtime.topics;

import io.tributary.contracts.steps.StepAssignment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Counts what waits before a step on one of its roads: in its input, and in its waiting room. */
public final class RoadWaiting {
  private RoadWaiting() {}

  /**
   * Messages that are this road's and have not ended.
   *
   * @throws BrokerAway where they cannot be counted
   */
  public static long count(Topics topics, StepAssignment road) {
    return topics.waiting(
            road.inputTopic(), road.group(), revision -> road.edition(revision).isPresent())
        + topics.waiting(road.parkedTopic(), road.group(), any -> true);
  }

  /** The messages themselves, at most so many of each of the two topics. */
  public static List<TopicRecord> records(Topics topics, StepAssignment road, int most) {
    var records = new ArrayList<TopicRecord>();
    records.addAll(
        topics.waitingRecords(
            road.inputTopic(),
            road.group(),
            revision -> road.edition(revision).isPresent(),
            most));
    records.addAll(topics.waitingRecords(road.parkedTopic(), road.group(), any -> true, most));
    return records;
  }

  /** Of these, those whose revision counts. */
  public static long count(Topics topics, StepAssignment road, IntPredicate revisions) {
    IntPredicate own = revision -> road.edition(revision).isPresent() && revisions.test(revision);
    return topics.waiting(road.inputTopic(), road.group(), own)
        + topics.waiting(road.parkedTopic(), road.group(), own);
  }
}
