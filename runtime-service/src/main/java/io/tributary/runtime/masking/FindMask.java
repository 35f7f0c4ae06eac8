package io.tributary.runtime.masking;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.MetadataSchema;
import io.tributary.manifest.Operation;
import io.tributary.runtime.components.ComponentVersion;
import io.tributary.runtime.components.Components;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds what is to be hidden of a flow's messages: what a step gives is described by its {@code
 * out}, and by the {@code in} of the steps that take it. All editions of a step count. Of a step
 * that the flow does not have any more its revisions count, from the message's own on; where that
 * is not known everything is hidden, since nobody says what was secret.
 */
@Component
public final class FindMask {
  private static final Mask.Hiding ALL = body -> Mask.hidden();
  private static final int MOST_REVISIONS = 100;
  private static final Mask EVERYTHING = new Mask(List.of(ALL));

  private final Deployments deployments;
  private final Components components;

  public FindMask(Deployments deployments, Components components) {
    this.deployments = deployments;
    this.components = components;
  }

  /** Of what a step gets; of a step that the flow does not have any more all. */
  public Mask before(FlowId flow, StepName step) {
    return before(flow, step, 0);
  }

  /**
   * Of what a step gets.
   *
   * @param revision of the flow that the message began with; 0 = not known
   */
  public Mask before(FlowId flow, StepName step, int revision) {
    var flowsSteps = editions(flow, step, revision);
    if (of(flowsSteps, step).findAny().isEmpty()) {
      return EVERYTHING;
    }
    boolean trigger = of(flowsSteps, step).anyMatch(edition -> edition.upstream() == null);
    return new Mask(
        before(flowsSteps, step, new LinkedHashSet<>()),
        trigger ? requestBody(flowsSteps, step) : null);
  }

  /** Of what a step gives; of a step that the flow does not have any more all. */
  public Mask after(FlowId flow, StepName step) {
    return after(flow, step, 0);
  }

  /**
   * Of what a step gives.
   *
   * @param revision of the flow that the message began with; 0 = not known
   */
  public Mask after(FlowId flow, StepName step, int revision) {
    var flowsSteps = editions(flow, step, revision);
    return of(flowsSteps, step).findAny().isPresent()
        ? new Mask(after(flowsSteps, step))
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
        hidings.add(new InMessage(givenUp(flowsSteps, upstream, passed)));
      }
    }
    return hidings;
  }

  /** What a step gave up is what it got. */
  private List<Mask.Hiding> givenUp(
      List<StepAssignment> flowsSteps, StepName step, Set<StepName> passed) {
    var hidings = new ArrayList<Mask.Hiding>();
    if (of(flowsSteps, step).anyMatch(edition -> edition.upstream() == null)) {
      var body = requestBody(flowsSteps, step);
      if (body != null) {
        hidings.add(body::blind);
      }
    }
    hidings.addAll(before(flowsSteps, step, passed));
    return hidings;
  }

  /** Absent where nothing says that something in it is secret. */
  private @Nullable RequestBody requestBody(List<StepAssignment> flowsSteps, StepName trigger) {
    var described = new ArrayList<Mask.Hiding>();
    var names = new HashSet<String>();
    for (var hiding : after(flowsSteps, trigger)) {
      if (!(hiding instanceof SchemaHiding schema)) {
        described.add(hiding);
      } else if (schema.concernsBody()) {
        described.add(schema);
        names.addAll(schema.secretNames());
      }
    }
    of(flowsSteps, trigger)
        .flatMap(one -> said(one, operation -> operation.metadata().in()).stream())
        .forEach(
            hiding -> {
              if (hiding instanceof SchemaHiding schema) {
                schema.within("bodyBase64").ifPresent(described::add);
              }
            });
    return described.isEmpty() ? null : new RequestBody(described, names);
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

  private List<StepAssignment> editions(FlowId flow, StepName step, int revision) {
    var known = deployments.roads(flow).stream().flatMap(StepAssignment::all).toList();
    return revision == 0 || of(known, step).findAny().isPresent()
        ? known
        : Stream.concat(known.stream(), planned(flow, step, revision)).toList();
  }

  /** As the revisions say that had the step; empty where they are too many to look at. */
  private Stream<StepAssignment> planned(FlowId flow, StepName step, int since) {
    int newest = deployments.find(flow).map(Deployment::revision).orElse(0);
    return newest - since >= MOST_REVISIONS
        ? Stream.empty()
        : IntStream.rangeClosed(since, newest)
            .mapToObj(number -> deployments.revision(flow, number))
            .flatMap(Optional::stream)
            .filter(revision -> revision.plan().step(step).isPresent())
            .flatMap(revision -> revision.plan().assignments().stream())
            // Most revisions say the same of most steps.
            .map(planned -> planned.ofRevision(since))
            .distinct();
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
