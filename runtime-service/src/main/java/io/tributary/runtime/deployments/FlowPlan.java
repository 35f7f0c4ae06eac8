package io.tributary.runtime.deployments;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.hooks.EventIdRule;
import io.tributary.runtime.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What deploying a revision means: the assignment of each step, trigger first, every component by
 * digest.
 *
 * @param hook whether the trigger is a webhook
 * @param replies whether a step may answer the waiting caller
 * @param eventId where the hook's requests carry the id of their event; absent = the usual places
 * @param notified e-mail addresses of those who are told what needs a person
 */
public record FlowPlan(
    List<StepAssignment> assignments,
    boolean hook,
    boolean replies,
    @Nullable EventIdRule eventId,
    List<String> notified) {
  public FlowPlan {
    assignments = List.copyOf(assignments);
    notified = List.copyOf(notified);
  }

  /** One whose hook, where it has one, looks in the usual places. */
  public FlowPlan(
      List<StepAssignment> assignments, boolean hook, boolean replies, List<String> notified) {
    this(assignments, hook, replies, null, notified);
  }

  public StepAssignment trigger() {
    return assignments.getFirst();
  }

  public Optional<StepAssignment> step(StepName name) {
    return assignments.stream().filter(step -> step.step().equals(name)).findFirst();
  }

  /** How many steps take what this one gives, or what it gives up. */
  public int stepsAfter(StepName name, StepAssignment.Input input) {
    return (int)
        assignments.stream()
            .filter(step -> name.equals(step.upstream()) && step.handling().input() == input)
            .count();
  }

  /** Every topic that the flow needs. */
  public List<TopicSpec> topics() {
    var flow = trigger().flow();
    var topics = new ArrayList<TopicSpec>();
    topics.add(TopicSpec.messages(FlowTopics.input(flow, trigger().step())));
    topics.add(TopicSpec.seen(FlowTopics.seen(flow, trigger().step())));
    for (var step : assignments) {
      topics.add(TopicSpec.messages(FlowTopics.output(flow, step.step())));
      topics.add(TopicSpec.parked(FlowTopics.parked(flow, step.step())));
      if (step.handling().errorBranch()) {
        topics.add(TopicSpec.messages(FlowTopics.errors(flow, step.step())));
      }
      topics.add(TopicSpec.snapshots(FlowTopics.snapshots(flow, step.step())));
    }
    topics.add(TopicSpec.messages(FlowTopics.bodies(flow)));
    topics.add(TopicSpec.messages(FlowTopics.deadLetters(flow)));
    topics.add(TopicSpec.lines(FlowTopics.logs(flow)));
    return topics;
  }

  /** The same plan under another revision's number. */
  FlowPlan ofRevision(int number) {
    return new FlowPlan(
        assignments.stream().map(step -> with(step, number, step.state())).toList(),
        hook,
        replies,
        eventId,
        notified);
  }

  /** As it comes back from where it is stored: numbers in fields take one form. */
  FlowPlan asStored() {
    return Json.read(Json.write(this), FlowPlan.class);
  }

  FlowPlan in(StepAssignment.State state) {
    return new FlowPlan(
        assignments.stream().map(step -> with(step, step.revision(), state)).toList(),
        hook,
        replies,
        eventId,
        notified);
  }

  private static StepAssignment with(
      StepAssignment step, int revision, StepAssignment.State state) {
    return new StepAssignment(
        step.organization(),
        step.flow(),
        step.flowName(),
        revision,
        step.step(),
        state,
        step.component(),
        step.image(),
        step.operation(),
        step.fields(),
        step.mapping(),
        step.connection(),
        step.egress(),
        step.upstream(),
        step.handling(),
        step.reads(),
        step.carries(),
        step.retry(),
        step.limits(),
        step.workers(),
        step.concurrency(),
        step.timeoutSeconds(),
        step.rate());
  }
}
