package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.Effects;
import io.tributary.manifest.Operation;
import io.tributary.runtime.components.Components;
import io.tributary.runtime.deadletters.DeadLetters.At;
import io.tributary.runtime.deployments.Deployments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Says which steps a message runs through again, and which of them write somewhere. */
@Component
final class PreviewReplay {
  private final Deployments deployments;
  private final Components components;

  PreviewReplay(Deployments deployments, Components components) {
    this.deployments = deployments;
    this.components = components;
  }

  /**
   * A step that runs again.
   *
   * @param writes whether its operation changes something outside, as its manifest says
   * @param idempotency {@code none}, {@code key} or {@code natural}: what a repeat does there
   */
  record Again(
      StepName step, String component, String operation, boolean writes, String idempotency) {}

  /** The same for steps that may be of several flows, one flow after the other. */
  List<Again> from(Set<At> places) {
    return places.stream()
        .collect(Collectors.groupingBy(At::flow, Collectors.mapping(At::step, Collectors.toSet())))
        .entrySet()
        .stream()
        .sorted(Comparator.comparing(flow -> flow.getKey().value()))
        .flatMap(flow -> from(flow.getKey(), flow.getValue()).stream())
        .toList();
  }

  /** These steps and all that come after them, in their order. */
  List<Again> from(FlowId flow, Set<StepName> steps) {
    var again = new ArrayList<Again>();
    var reached = new HashSet<>(steps);
    for (var assignment : deployments.assigned(flow)) {
      var upstream = assignment.upstream();
      boolean comes = upstream != null && reached.contains(upstream);
      if (comes) {
        reached.add(assignment.step());
      }
      if (comes || steps.contains(assignment.step())) {
        again.add(again(assignment));
      }
    }
    return again;
  }

  private Again again(StepAssignment assignment) {
    var effects =
        components.find(assignment.component()).stream()
            .flatMap(version -> version.manifest().operations().stream())
            .filter(operation -> operation.name().equals(assignment.operation().name()))
            .map(Operation::effects)
            .findFirst();
    return new Again(
        assignment.step(),
        assignment.component().toString(),
        assignment.operation().name(),
        effects.map(Effects::writes).orElse(true),
        effects.map(known -> known.idempotency().name().toLowerCase(Locale.ROOT)).orElse("none"));
  }
}
