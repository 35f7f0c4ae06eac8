package io.tributary.runtime.discards;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.topics.RoadWaiting;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Discards what waits before a step of a paused flow, where the caller names the exact number: what
 * came since he looked is not thrown away with it.
 */
@Component
final class DiscardWaiting {
  /** Past it the flow itself may be removed. */
  static final int MOST = 100_000;

  private final Deployments deployments;
  private final Topics topics;
  private final Discards discards;

  DiscardWaiting(Deployments deployments, Topics topics, Discards discards) {
    this.deployments = deployments;
    this.topics = topics;
    this.discards = discards;
  }

  /** What came of it. */
  sealed interface Outcome {
    record Discarded(long messages) implements Outcome {}

    /** Nothing was discarded: so many wait, and another number, or none, was named. */
    record Waiting(long messages) implements Outcome {}

    /** The flow runs, so that no number would hold. */
    record PauseFirst() implements Outcome {}

    /** A step runner still ends what it has in hand. */
    record StillDraining() implements Outcome {}

    record TooMany(long messages) implements Outcome {}

    record NoSuchStep() implements Outcome {}
  }

  /**
   * Discards, or says why not.
   *
   * @param named how many the caller knows of; empty = he asks
   */
  Outcome discard(Deployment flow, StepName step, OptionalLong named) {
    var roads =
        deployments.roads(flow.flow()).stream().filter(road -> road.step().equals(step)).toList();
    if (roads.isEmpty()) {
      return new Outcome.NoSuchStep();
    }
    if (named.isPresent() && !flow.isPaused()) {
      return new Outcome.PauseFirst();
    }
    if (named.isPresent() && !roads.stream().allMatch(discards::isLeft)) {
      return new Outcome.StillDraining();
    }
    long waiting = roads.stream().mapToLong(road -> RoadWaiting.count(topics, road)).sum();
    if (waiting > MOST) {
      return new Outcome.TooMany(waiting);
    }
    if (named.isEmpty() || named.getAsLong() != waiting) {
      return new Outcome.Waiting(waiting);
    }
    return end(roads, waiting);
  }

  private Outcome end(List<StepAssignment> roads, long named) {
    var all = new ArrayList<List<TopicRecord>>();
    for (var road : roads) {
      all.add(RoadWaiting.records(topics, road, MOST));
    }
    long found = all.stream().mapToLong(List::size).sum();
    if (found != named) {
      return new Outcome.Waiting(found);
    }
    for (int i = 0; i < roads.size(); i++) {
      if (!all.get(i).isEmpty()) {
        discards.end(roads.get(i), all.get(i));
      }
    }
    return new Outcome.Discarded(found);
  }
}
