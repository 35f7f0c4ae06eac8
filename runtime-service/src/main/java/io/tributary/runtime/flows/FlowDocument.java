package io.tributary.runtime.flows;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.manifest.Operation;
import io.tributary.runtime.components.ComponentVersion;
import io.tributary.runtime.hooks.EventIdRule;
import io.tributary.runtime.schedules.Timing;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A flow that holds: every name is known, the steps form a tree that grows from one trigger. Steps
 * stand in an order in which each follows the step it comes after.
 *
 * @param notified e-mail addresses, and https addresses of systems, that are told what needs a
 *     person
 */
public record FlowDocument(
    FlowName name, String description, List<String> notified, List<Step> steps) {
  public FlowDocument {
    notified = List.copyOf(notified);
    steps = List.copyOf(steps);
  }

  /**
   * One step, its component pinned to the version that was listed when the flow was read.
   *
   * @param after the step whose output, or whose given-up messages, it takes; empty for the trigger
   * @param mapping JSONata from the message to the operation's input; empty = the message itself
   * @param timing when it is polled; empty where it is no polling trigger
   * @param timeout of one attempt
   * @param eventId where a webhook's requests carry the id of their event
   */
  public record Step(
      StepName id,
      ComponentVersion component,
      Operation operation,
      JsonNode fields,
      Optional<StepName> after,
      Optional<Mapping> mapping,
      Optional<Timing> timing,
      Optional<ConnectionName> connection,
      Scale scale,
      Duration timeout,
      RetryPolicy retry,
      StepAssignment.Handling handling,
      EventIdRule eventId) {}

  /**
   * What is done to a message before the operation gets it.
   *
   * @param text the expression as written
   * @param reads earlier steps that it names; empty = none
   */
  public record Mapping(String text, SequencedSet<StepName> reads) {}

  /**
   * How much of a step runs at the same time.
   *
   * @param workers containers of the step at the same time
   * @param concurrency messages in flight over all workers
   * @param rate attempts that the step's connection may see; empty = as the manifest says
   */
  public record Scale(
      StepAssignment.Workers workers, int concurrency, Optional<StepAssignment.Rate> rate) {
    public static final Scale DEFAULT =
        new Scale(StepAssignment.Workers.fixed(1), 16, Optional.empty());
  }

  public Step trigger() {
    return steps.getFirst();
  }

  public Optional<Step> step(StepName id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  public List<Step> after(StepName id) {
    return steps.stream().filter(step -> step.after().filter(id::equals).isPresent()).toList();
  }

  /** The steps between the trigger and this one, both ends but not itself, nearest first. */
  public SequencedSet<StepName> before(StepName id) {
    var found = new LinkedHashSet<StepName>();
    @Nullable StepName at = step(id).flatMap(Step::after).orElse(null);
    while (at != null && found.add(at)) {
      at = step(at).flatMap(Step::after).orElse(null);
    }
    return found;
  }
}
