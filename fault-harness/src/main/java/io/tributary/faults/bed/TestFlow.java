package io.tributary.faults.bed;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Operation;
import io.tributary.contracts.steps.StepAssignment.State;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A chain of steps.
 *
 * @param partitions of every topic of the flow
 * @param workers per step and runner
 * @param concurrency messages in flight per step
 */
public record TestFlow(
    FlowId id,
    List<String> steps,
    int partitions,
    int workers,
    int concurrency,
    int timeoutSeconds,
    RetryPolicy retry) {
  private static final RetryPolicy QUICK = new RetryPolicy(50, 2, 0.2, 1_000, 3_600, 0, Set.of());

  public TestFlow {
    steps = List.copyOf(steps);
  }

  /** first, second, third; two workers each; failures are tried again without end. */
  public static TestFlow ofThreeSteps(String id, int partitions) {
    return new TestFlow(
        new FlowId(id), List.of("first", "second", "third"), partitions, 2, 256, 30, QUICK);
  }

  /** One step, {@code first}. */
  public static TestFlow ofOneStep(String id, int partitions) {
    return new TestFlow(new FlowId(id), List.of("first"), partitions, 2, 256, 30, QUICK);
  }

  public TestFlow withWorkers(int count) {
    return new TestFlow(id, steps, partitions, count, concurrency, timeoutSeconds, retry);
  }

  public TestFlow withConcurrency(int messages) {
    return new TestFlow(id, steps, partitions, workers, messages, timeoutSeconds, retry);
  }

  public TestFlow withTimeout(int seconds) {
    return new TestFlow(id, steps, partitions, workers, concurrency, seconds, retry);
  }

  public TestFlow retrying(RetryPolicy policy) {
    return new TestFlow(id, steps, partitions, workers, concurrency, timeoutSeconds, policy);
  }

  public String input() {
    return FlowTopics.input(id, new StepName(steps.getFirst()));
  }

  public String output() {
    return FlowTopics.output(id, new StepName(steps.getLast()));
  }

  public String deadLetters() {
    return FlowTopics.deadLetters(id);
  }

  List<StepAssignment> assignments() {
    return java.util.stream.IntStream.range(0, steps.size())
        .mapToObj(i -> assignment(steps.get(i), i == 0 ? null : steps.get(i - 1)))
        .toList();
  }

  private StepAssignment assignment(String step, @Nullable String upstream) {
    return new StepAssignment(
        new OrganizationName("harness"),
        id,
        new FlowName("proof"),
        1,
        new StepName(step),
        State.RUNNING,
        VersionRef.parse("tributary/harness@1.0.0"),
        new ImageDigest("sha256:" + "0".repeat(64)),
        new Operation(upstream == null ? "trigger" : "action", "act", "example.Act"),
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        List.of(),
        upstream == null ? null : new StepName(upstream),
        StepAssignment.Handling.DEFAULT,
        Set.of(),
        Set.of(),
        retry,
        new WorkerLimits(128, 1, 64),
        StepAssignment.Workers.fixed(workers),
        concurrency,
        timeoutSeconds,
        null,
        StepAssignment.Editions.ONLY);
  }
}
