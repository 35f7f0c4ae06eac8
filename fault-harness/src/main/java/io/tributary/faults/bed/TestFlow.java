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
import io.tributary.contracts.steps.StepAssignment.Editions;
import io.tributary.contracts.steps.StepAssignment.Operation;
import io.tributary.contracts.steps.StepAssignment.State;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import java.util.ArrayList;
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
 * @param changing the one step whose component changes
 * @param versions its component's at each revision of the flow, from the first on
 */
public record TestFlow(
    FlowId id,
    List<String> steps,
    int partitions,
    int workers,
    int concurrency,
    int timeoutSeconds,
    RetryPolicy retry,
    String changing,
    List<String> versions) {
  private static final RetryPolicy QUICK = new RetryPolicy(50, 2, 0.2, 1_000, 3_600, 0, Set.of());

  private static final String FIRST_VERSION = "1.0.0";

  public TestFlow {
    steps = List.copyOf(steps);
    versions = List.copyOf(versions);
  }

  private TestFlow(FlowId id, List<String> steps, int partitions) {
    this(id, steps, partitions, 2, 256, 30, QUICK, steps.getLast(), List.of(FIRST_VERSION));
  }

  /** first, second, third; two workers each; failures are tried again without end. */
  public static TestFlow ofThreeSteps(String id, int partitions) {
    return new TestFlow(new FlowId(id), List.of("first", "second", "third"), partitions);
  }

  /** One step, {@code first}. */
  public static TestFlow ofOneStep(String id, int partitions) {
    return new TestFlow(new FlowId(id), List.of("first"), partitions);
  }

  public TestFlow withWorkers(int count) {
    return new TestFlow(
        id, steps, partitions, count, concurrency, timeoutSeconds, retry, changing, versions);
  }

  public TestFlow withConcurrency(int messages) {
    return new TestFlow(
        id, steps, partitions, workers, messages, timeoutSeconds, retry, changing, versions);
  }

  public TestFlow withTimeout(int seconds) {
    return new TestFlow(
        id, steps, partitions, workers, concurrency, seconds, retry, changing, versions);
  }

  public TestFlow retrying(RetryPolicy policy) {
    return new TestFlow(
        id, steps, partitions, workers, concurrency, timeoutSeconds, policy, changing, versions);
  }

  /** One revision further, in which this step has that version of its component. */
  public TestFlow upgrading(String step, String version) {
    var next = new ArrayList<>(step.equals(changing) ? versions : firstVersions());
    next.add(version);
    return new TestFlow(
        id, steps, partitions, workers, concurrency, timeoutSeconds, retry, step, next);
  }

  /** The newest. */
  public int revision() {
    return versions.size();
  }

  private List<String> firstVersions() {
    return java.util.Collections.nCopies(versions.size(), FIRST_VERSION);
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

  /** Of a step that changes with an edition for each revision, the newest first. */
  private StepAssignment assignment(String step, @Nullable String upstream) {
    if (!step.equals(changing) || versions.size() == 1) {
      return assignment(step, upstream, revision(), FIRST_VERSION);
    }
    var editions = new ArrayList<StepAssignment>();
    for (int revision = 1; revision <= versions.size(); revision++) {
      var edition =
          assignment(step, upstream, revision, versions.get(revision - 1))
              .with(new Editions(revision == 1 ? 0 : revision, 1, false, List.of()));
      editions.addFirst(edition);
    }
    var newest = editions.removeFirst();
    return newest.with(new Editions(newest.editions().since(), 1, false, editions));
  }

  private StepAssignment assignment(
      String step, @Nullable String upstream, int revision, String version) {
    return new StepAssignment(
        new OrganizationName("harness"),
        id,
        new FlowName("proof"),
        revision,
        new StepName(step),
        State.RUNNING,
        VersionRef.parse("tributary/harness@" + version),
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
        Editions.ONLY);
  }
}
