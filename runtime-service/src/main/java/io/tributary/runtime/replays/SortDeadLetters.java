package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.deadletters.DeadLetter;
import io.tributary.runtime.deadletters.DeadLetters;
import io.tributary.runtime.deadletters.DeadLetters.At;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.executions.Executions;
import io.tributary.runtime.executions.StepRun;
import io.tributary.runtime.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Parts dead letters that can be sent again from those that stay where they are, and says why. */
@Component
final class SortDeadLetters {
  private static final Instant ALWAYS = Instant.parse("9999-01-01T00:00:00Z");

  /** Who wrote a message and who took it may tell the time a little differently. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final DeadLetters letters;
  private final Deployments deployments;
  private final Executions executions;
  private final Topics topics;

  SortDeadLetters(
      DeadLetters letters, Deployments deployments, Executions executions, Topics topics) {
    this.letters = letters;
    this.deployments = deployments;
    this.executions = executions;
    this.topics = topics;
  }

  /** Each to the step that gave it up, where the deployed flow has that. */
  Prospect atTheirSteps(OrganizationName organization, Selection selection) {
    var steps = new HashSet<At>();
    var leftOut = new ArrayList<LeftOut>();
    long messages = 0;
    for (var place : letters.places(organization, selection).entrySet()) {
      var at = place.getKey();
      if (isRemoved(at.flow())) {
        leftOut.add(leftOut(at, place.getValue(), LeftOut.Reason.FLOW_REMOVED));
      } else if (deployments.assigned(at.flow(), at.step()).isEmpty()) {
        leftOut.add(leftOut(at, place.getValue(), LeftOut.Reason.STEP_REMOVED));
      } else {
        steps.add(at);
        messages += place.getValue();
      }
    }
    var except = leftOut.stream().map(out -> new At(out.flow(), out.step()));
    return new Prospect(
        selection.except(except.collect(Collectors.toSet())), messages, steps, leftOut, Map.of());
  }

  /**
   * Each execution once, to the trigger of the deployed flow, with what that took then.
   *
   * @throws io.tributary.runtime.topics.BrokerAway where it cannot be told what is still kept
   */
  Prospect fromTheStart(OrganizationName organization, Selection selection) {
    Map<FlowId, List<DeadLetter>> flows =
        letters.newest(organization, selection, RequestReplay.MOST).stream()
            .collect(
                Collectors.groupingBy(DeadLetter::flow, LinkedHashMap::new, Collectors.toList()));
    var sent = new HashSet<String>();
    var steps = new HashSet<At>();
    var leftOut = new LinkedHashMap<LeftOutKey, Long>();
    var starts = new HashMap<String, ReplayMessage>();
    flows.forEach(
        (flow, given) -> {
          var trigger = trigger(flow);
          var of = trigger.map(step -> starts(organization, step, given)).orElse(Map.of());
          var reason =
              trigger.isPresent() ? LeftOut.Reason.START_GONE : LeftOut.Reason.FLOW_REMOVED;
          for (var letter : given) {
            if (of.containsKey(letter.execution())) {
              sent.add(letter.id());
              trigger.ifPresent(step -> steps.add(new At(flow, step.step())));
            } else {
              leftOut.merge(new LeftOutKey(new At(flow, letter.step()), reason), 1L, Long::sum);
            }
          }
          starts.putAll(of);
        });
    return new Prospect(
        Selection.ofIds(sent),
        starts.size(),
        steps,
        leftOut.entrySet().stream()
            .map(entry -> leftOut(entry.getKey().at(), entry.getValue(), entry.getKey().reason()))
            .toList(),
        starts);
  }

  private record LeftOutKey(At at, LeftOut.Reason reason) {}

  private static LeftOut leftOut(At at, long letters, LeftOut.Reason reason) {
    return new LeftOut(at.flow(), at.step(), letters, reason);
  }

  /** A flow on its way out has its steps until its topics go; nothing should enter them. */
  private boolean isRemoved(FlowId flow) {
    return deployments.assigned(flow).isEmpty()
        || deployments.find(flow).filter(found -> !isGoing(found.state())).isEmpty();
  }

  private static boolean isGoing(DeploymentState state) {
    return switch (state) {
      case DeploymentState.Stopping _, DeploymentState.Stopped _ -> true;
      case DeploymentState.Planned _,
          DeploymentState.Starting _,
          DeploymentState.Running _,
          DeploymentState.Paused _,
          DeploymentState.Failed _ ->
          false;
    };
  }

  private Optional<StepAssignment> trigger(FlowId flow) {
    return isRemoved(flow) ? Optional.empty() : Optional.of(deployments.assigned(flow).getFirst());
  }

  /** By execution; absent where nothing is known of its start, or that is not kept. */
  private Map<String, ReplayMessage> starts(
      OrganizationName organization, StepAssignment trigger, List<DeadLetter> given) {
    var wanted = given.stream().map(DeadLetter::execution).collect(Collectors.toSet());
    var span = new Executions.Span(wanted, Instant.EPOCH, ALWAYS, null);
    var oldest = new HashMap<String, Optional<Instant>>();
    var starts = new HashMap<String, ReplayMessage>();
    for (var run :
        executions.runsOf(organization, trigger.flow(), trigger.step(), span, RequestReplay.MOST)) {
      boolean kept =
          oldest
              .computeIfAbsent(run.topic(), topics::oldest)
              .filter(first -> !first.isAfter(run.startedAt().plus(SLACK)))
              .isPresent();
      if (kept) {
        starts.putIfAbsent(run.execution(), start(trigger, run));
      }
    }
    return starts;
  }

  private static ReplayMessage start(StepAssignment trigger, StepRun run) {
    return new ReplayMessage(
        trigger.flow(),
        trigger.step(),
        run.topic(),
        run.partition(),
        run.offset(),
        run.partition(),
        Set.of(),
        Optional.empty());
  }
}
