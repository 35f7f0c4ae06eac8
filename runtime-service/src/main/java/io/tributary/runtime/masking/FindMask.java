package io.tributary.runtime.masking;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.MetadataSchema;
import io.tributary.manifest.Operation;
import io.tributary.runtime.components.ComponentVersion;
import io.tributary.runtime.components.Components;
import io.tributary.runtime.deployments.Deployments;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds what is to be hidden of a flow's messages: what a step gives is described by its {@code
 * out}, and by the {@code in} of the steps that take it. All editions of a step count. Of a step
 * that the flow does not have any more everything is hidden, since nobody says what was secret.
 */
@Component
public final class FindMask {
  private static final Mask.Hiding ALL = body -> Mask.hidden();
  private static final Mask EVERYTHING = new Mask(List.of(ALL));

  private final Deployments deployments;
  private final Components components;

  public FindMask(Deployments deployments, Components components) {
    this.deployments = deployments;
    this.components = components;
  }

  /** Of what a step gets. */
  public Mask before(FlowId flow, StepName step) {
    var flowsSteps = editions(flow);
    return mask(before(flowsSteps, step, new LinkedHashSet<>()), flowsSteps, step);
  }

  /** Of what a step gives. */
  public Mask after(FlowId flow, StepName step) {
    var flowsSteps = editions(flow);
    return mask(after(flowsSteps, step), flowsSteps, step);
  }

  private static Mask mask(
      List<Mask.Hiding> hidings, List<StepAssignment> flowsSteps, StepName step) {
    return flowsSteps.stream().anyMatch(known -> known.step().equals(step))
        ? new Mask(hidings)
        : EVERYTHING;
  }

  private List<Mask.Hiding> before(
      List<StepAssignment> flowsSteps, StepName step, Set<StepName> passed) {
    var hidings = new ArrayList<Mask.Hiding>();
    if (!passed.add(step)) {
      return hidings;
    }
    for (var edition : of(flowsSteps, step).toList()) {
      hidings.addAll(said(edition, operation -> operation.metadata().in()));
      var upstream = edition.upstream();
      if (upstream == null) {
        hidings.add(new RequestHiding());
      } else if (edition.handling().input() == StepAssignment.Input.OUTPUT) {
        hidings.addAll(
            of(flowsSteps, upstream)
                .flatMap(one -> said(one, operation -> operation.metadata().out()).stream())
                .toList());
      } else {
        // What a step gave up is what it got.
        hidings.addAll(before(flowsSteps, upstream, passed));
      }
    }
    return hidings;
  }

  private List<Mask.Hiding> after(List<StepAssignment> flowsSteps, StepName step) {
    var hidings = new ArrayList<Mask.Hiding>();
    of(flowsSteps, step)
        .forEach(one -> hidings.addAll(said(one, operation -> operation.metadata().out())));
    flowsSteps.stream()
        .filter(one -> step.equals(one.upstream()))
        .forEach(one -> hidings.addAll(said(one, operation -> operation.metadata().in())));
    return hidings;
  }

  private List<StepAssignment> editions(FlowId flow) {
    return deployments.roads(flow).stream().flatMap(StepAssignment::all).toList();
  }

  private static Stream<StepAssignment> of(List<StepAssignment> flowsSteps, StepName step) {
    return flowsSteps.stream().filter(one -> one.step().equals(step));
  }

  private List<Mask.Hiding> said(
      StepAssignment edition, Function<Operation, MetadataSchema> schema) {
    VersionRef ref = edition.component();
    return components
        .find(ref)
        .map(version -> said(version, edition.operation(), schema).stream().toList())
        // Not on the shelf: nobody says what is secret.
        .orElse(List.of(ALL));
  }

  private static Optional<Mask.Hiding> said(
      ComponentVersion version,
      StepAssignment.Operation called,
      Function<Operation, MetadataSchema> schema) {
    var manifest = version.manifest();
    var operation =
        called.kind().equals("trigger")
            ? manifest.trigger(called.name())
            : manifest.action(called.name());
    return operation
        .map(schema)
        .flatMap(
            found ->
                switch (found) {
                  case MetadataSchema.Inline(var inline) -> hiding(inline);
                  case MetadataSchema.InFile(var path) ->
                      version.masking(path).map(FindMask::inFile);
                  case MetadataSchema.Unstated() -> Optional.empty();
                });
  }

  private static Mask.Hiding inFile(JsonNode schema) {
    return schema.isMissingNode() ? ALL : new SchemaHiding(schema);
  }

  private static Optional<Mask.Hiding> hiding(JsonNode schema) {
    return SchemaHiding.hidesAnything(schema)
        ? Optional.of(new SchemaHiding(schema))
        : Optional.empty();
  }
}
