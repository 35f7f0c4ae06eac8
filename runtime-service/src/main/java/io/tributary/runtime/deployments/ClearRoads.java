package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.RoadWaiting;
import io.tributary.runtime.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Ends the roads of earlier revisions once no message of theirs is on its way any more. */
@Component
final class ClearRoads {
  private static final Logger LOG = LoggerFactory.getLogger(ClearRoads.class);

  /** So long a door that has not heard of a new revision may let messages of the old one in. */
  private static final Duration DOORS_KNOW = Duration.ofSeconds(30);

  private final Deployments deployments;
  private final Assignments assignments;
  private final Topics topics;
  private final TransactionOperations transactions;
  private final Clock clock;

  ClearRoads(
      Deployments deployments,
      Assignments assignments,
      Topics topics,
      TransactionOperations transactions,
      Clock clock) {
    this.deployments = deployments;
    this.assignments = assignments;
    this.topics = topics;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 20_000, fixedDelay = 10_000)
  void clear() {
    for (var flow : deployments.clearing()) {
      try {
        Reach.across(Use.DEPLOYMENTS)
            .call(() -> deployments.find(flow))
            .filter(this::isSettled)
            .ifPresent(found -> Reach.of(found.organization()).run(() -> clear(flow)));
      } catch (BrokerAway away) {
        LOG.warn("Roads of flow {} stay for now: {}", flow, away.getMessage());
      }
    }
  }

  /** Messages of a paused flow do not move, so nothing would be different afterwards. */
  private boolean isSettled(Deployment deployment) {
    return deployment.state() instanceof DeploymentState.Running(var since)
        && Duration.between(since, clock.instant()).compareTo(DOORS_KNOW) > 0;
  }

  private void clear(FlowId flow) {
    var roads = deployments.roads(flow);
    var empty =
        roads.stream()
            .filter(road -> road.editions().closed() && isEmpty(road, roads))
            .map(StepAssignment::key)
            .collect(Collectors.toSet());
    if (!empty.isEmpty()) {
      transactions.executeWithoutResult(status -> end(flow, empty));
    }
  }

  private void end(FlowId flow, Set<String> keys) {
    var left = new ArrayList<StepAssignment>();
    for (var road : deployments.roads(flow)) {
      if (keys.contains(road.key())) {
        assignments.end(road);
        deployments.ended(
            new EndedRoad(flow, road.step(), road.editions().road(), clock.instant()));
        LOG.info(
            "{}: nothing of revision {} is on its way there any more", road.key(), road.revision());
      } else {
        left.add(road);
      }
    }
    deployments.assign(flow, left);
  }

  /** Looked at from the trigger on: messages go down only, so none slips past the look. */
  private boolean isEmpty(StepAssignment road, List<StepAssignment> roads) {
    IntPredicate old = revision -> revision <= road.revision();
    var way = new LinkedHashSet<StepAssignment>();
    addWay(road, roads, new LinkedHashSet<>(), way);
    return way.stream().allMatch(step -> RoadWaiting.count(topics, step, old) == 0);
  }

  private static void addWay(
      StepAssignment road,
      List<StepAssignment> roads,
      Set<StepAssignment> seen,
      Set<StepAssignment> way) {
    if (seen.add(road)) {
      roads.stream()
          .filter(before -> before.step().equals(road.upstream()))
          .forEach(before -> addWay(before, roads, seen, way));
      way.add(road);
    }
  }
}
