package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Rate;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import io.tributary.manifest.Manifest;
import io.tributary.manifest.Operation;
import io.tributary.manifest.OperationKind;
import io.tributary.manifest.TriggerType;
import io.tributary.runtime.components.Egress;
import io.tributary.runtime.flows.FlowDocument;
import io.tributary.runtime.flows.FlowDocument.Step;
import io.tributary.runtime.hooks.EventIdRule;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out what each step is told; nothing is asked and nothing happens. */
final class PlanFlow {
  private static final int MEMORY_MEBIBYTES = 128;
  private static final int MOST_MEMORY_MEBIBYTES = 2048;
  private static final double CPUS = 1;
  private static final double MOST_CPUS = 2;
  private static final int PIDS = 256;

  private PlanFlow() {}

  static FlowPlan plan(
      OrganizationName organization, FlowId flow, int revision, FlowDocument document) {
    var trigger = document.trigger().operation();
    return new FlowPlan(
        document.steps().stream()
            .map(step -> assignment(organization, flow, revision, document, step))
            .toList(),
        trigger.type() == TriggerType.WEBHOOK,
        document.steps().stream().anyMatch(step -> answers(step.operation())),
        eventId(document),
        document.notified(),
        document.trigger().timing().orElse(null));
  }

  private static @Nullable EventIdRule eventId(FlowDocument document) {
    var rule = document.trigger().eventId();
    return rule.equals(EventIdRule.USUAL) ? null : rule;
  }

  private static StepAssignment assignment(
      OrganizationName organization, FlowId flow, int revision, FlowDocument document, Step step) {
    var operation = step.operation();
    return new StepAssignment(
        organization,
        flow,
        document.name(),
        revision,
        step.id(),
        StepAssignment.State.RUNNING,
        step.component().ref(),
        step.component().image(),
        new StepAssignment.Operation(
            operation.kind() == OperationKind.TRIGGER ? "trigger" : "action",
            operation.name(),
            operation.main()),
        step.fields(),
        step.mapping().map(FlowDocument.Mapping::text).orElse(null),
        step.connection().orElse(null),
        Egress.words(Egress.named(step.component().manifest())),
        step.after().orElse(null),
        step.handling(),
        reads(step),
        carries(document, step.id()),
        step.retry(),
        limits(step.component().manifest()),
        step.scale().workers(),
        step.scale().concurrency(),
        Math.toIntExact(step.timeout().toSeconds()),
        rate(step),
        StepAssignment.Editions.ONLY);
  }

  private static Set<StepName> reads(Step step) {
    return step.mapping().<Set<StepName>>map(FlowDocument.Mapping::reads).orElseGet(Set::of);
  }

  /**
   * What must travel with a step's messages: the outputs of earlier steps that any later step
   * reads. Its own output is the message and needs no carrying; one step further on it does.
   */
  private static Set<StepName> carries(FlowDocument document, StepName step) {
    var wanted = new LinkedHashSet<StepName>();
    for (var later : document.steps()) {
      if (document.before(later.id()).contains(step)) {
        wanted.addAll(reads(later));
      }
    }
    wanted.retainAll(document.before(step));
    return wanted;
  }

  /** What the manifest asks for, within what one worker may ever have. */
  private static WorkerLimits limits(Manifest manifest) {
    var resources = manifest.needs().resources();
    long memory =
        resources
            .memory()
            .map(size -> size.bytes() / (1024 * 1024))
            .orElse((long) MEMORY_MEBIBYTES);
    double cpus =
        resources.cpuMillis().isPresent() ? resources.cpuMillis().getAsInt() / 1000.0 : CPUS;
    return new WorkerLimits(
        Math.clamp(memory, 64, MOST_MEMORY_MEBIBYTES), Math.clamp(cpus, 0.1, MOST_CPUS), PIDS);
  }

  /** What the manifest asks for, narrowed by who wrote the flow; never widened. */
  private static @Nullable Rate rate(Step step) {
    var declared =
        step.component()
            .manifest()
            .needs()
            .rate()
            .map(rate -> new Rate(rate.requests(), Math.max(1, rate.per().toMillis())));
    var wanted = step.scale().rate();
    return declared
        .map(rate -> wanted.map(rate::narrower).orElse(rate))
        .or(() -> wanted)
        .orElse(null);
  }

  private static boolean answers(Operation operation) {
    return operation.effects().reply()
        || (operation.kind() == OperationKind.ACTION && operation.name().equals("reply"));
  }
}
