package io.tributary.runtime.deployments;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.hooks.EventIdRule;
import io.tributary.runtime.quotas.FlowShapes;
import io.tributary.runtime.schedules.Timing;
import io.tributary.runtime.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What deploying a revision means: the assignment of each step, trigger first, every component by
 * digest.
 *
 * @param hook whether the trigger is a webhook
 * @param replies whether a step may answer the waiting caller
 * @param eventId where the hook's requests carry the id of their event; absent = the usual places
 * @param notified e-mail and https addresses of those who are told what needs a person
 * @param timing when the trigger is polled; absent where it is not
 */
public record FlowPlan(
    List<StepAssignment> assignments,
    boolean hook,
    boolean replies,
    @Nullable EventIdRule eventId,
    List<String> notified,
    @Nullable Timing timing) {
  public FlowPlan {
    assignments = List.copyOf(assignments);
    notified = List.copyOf(notified);
  }

  /** Of a flow that is not polled, and whose hook, where it has one, looks in the usual places. */
  public FlowPlan(
      List<StepAssignment> assignments, boolean hook, boolean replies, List<String> notified) {
    this(assignments, hook, replies, null, notified, null);
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

  /** How large the flow is, for quotas. */
  FlowShapes.Shape shape() {
    long sure = assignments.stream().mapToLong(step -> Math.max(1, step.workers().min())).sum();
    return new FlowShapes.Shape(1, assignments.size(), sure);
  }

  /** The same plan for these roads. */
  FlowPlan with(List<StepAssignment> roads) {
    return new FlowPlan(roads, hook, replies, eventId, notified, timing);
  }

  /** Every topic that the flow needs. */
  public List<TopicSpec> topics() {
    var flow = trigger().flow();
    var topics = new ArrayList<TopicSpec>();
    topics.add(TopicSpec.messages(FlowTopics.input(flow, trigger().step())));
    topics.add(TopicSpec.seen(FlowTopics.seen(flow, trigger().step())));
    for (var step : assignments) {
      topics.add(TopicSpec.messages(FlowTopics.output(flow, step.step())));
      topics.add(TopicSpec.parked(step.parkedTopic()));
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
        assignments.stream().map(step -> step.ofRevision(number)).toList(),
        hook,
        replies,
        eventId,
        notified,
        timing);
  }

  /** As it comes back from where it is stored: numbers in fields take one form. */
  FlowPlan asStored() {
    return Json.read(Json.write(this), FlowPlan.class);
  }

  /** The same with what the steps may reach today, in place of what their components ask for. */
  FlowPlan reaching(Function<StepAssignment, List<StepAssignment.HostGrant>> hosts) {
    return with(assignments.stream().map(step -> step.reaching(hosts)).toList());
  }

  FlowPlan in(StepAssignment.State state) {
    return new FlowPlan(
        assignments.stream().map(step -> step.in(state)).toList(),
        hook,
        replies,
        eventId,
        notified,
        timing);
  }
}
