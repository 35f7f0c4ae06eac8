package io.tributary.runner.support;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Delivery;
import io.tributary.contracts.steps.StepAssignment.Editions;
import io.tributary.contracts.steps.StepAssignment.Handling;
import io.tributary.contracts.steps.StepAssignment.HostGrant;
import io.tributary.contracts.steps.StepAssignment.Operation;
import io.tributary.contracts.steps.StepAssignment.Ordering;
import io.tributary.contracts.steps.StepAssignment.Rate;
import io.tributary.contracts.steps.StepAssignment.State;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import io.tributary.contracts.steps.StepAssignment.Workers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Builds assignments; shows only what a test is about. */
public record Assignments(
    String step,
    @Nullable String upstream,
    Set<StepName> reads,
    Set<StepName> carries,
    RetryPolicy retry,
    Workers workers,
    int concurrency,
    int timeoutSeconds,
    List<HostGrant> egress,
    State state,
    Handling handling,
    Terms terms) {
  public static final FlowId FLOW = new FlowId("flow0001");
  public static final RetryPolicy QUICK = new RetryPolicy(10, 2, 0.2, 1_000, 3_600, 3, Set.of());

  public static Assignments aStep(String name) {
    return new Assignments(
        name,
        null,
        Set.of(),
        Set.of(),
        QUICK,
        Workers.fixed(1),
        256,
        30,
        List.of(),
        State.RUNNING,
        Handling.DEFAULT,
        Terms.FIRST);
  }

  public Assignments after(String step) {
    return new Assignments(
        this.step,
        step,
        reads,
        carries,
        retry,
        workers,
        concurrency,
        timeoutSeconds,
        egress,
        state,
        handling,
        terms);
  }

  public Assignments reading(String... steps) {
    return new Assignments(
        step,
        upstream,
        names(steps),
        carries,
        retry,
        workers,
        concurrency,
        timeoutSeconds,
        egress,
        state,
        handling,
        terms);
  }

  public Assignments carrying(String... steps) {
    return new Assignments(
        step,
        upstream,
        reads,
        names(steps),
        retry,
        workers,
        concurrency,
        timeoutSeconds,
        egress,
        state,
        handling,
        terms);
  }

  public Assignments retrying(RetryPolicy policy) {
    return new Assignments(
        step,
        upstream,
        reads,
        carries,
        policy,
        workers,
        concurrency,
        timeoutSeconds,
        egress,
        state,
        handling,
        terms);
  }

  public Assignments withWorkers(int count) {
    return withWorkers(Workers.fixed(count));
  }

  public Assignments withWorkers(Workers between) {
    return new Assignments(
        step,
        upstream,
        reads,
        carries,
        retry,
        between,
        concurrency,
        timeoutSeconds,
        egress,
        state,
        handling,
        terms);
  }

  public Assignments withConcurrency(int messages) {
    return new Assignments(
        step,
        upstream,
        reads,
        carries,
        retry,
        workers,
        messages,
        timeoutSeconds,
        egress,
        state,
        handling,
        terms);
  }

  public Assignments ordering(Ordering ordering) {
    return handled(
        new Handling(handling.input(), ordering, handling.delivery(), handling.errorBranch()));
  }

  public Assignments delivering(Delivery delivery) {
    return handled(
        new Handling(handling.input(), handling.ordering(), delivery, handling.errorBranch()));
  }

  public Assignments withErrorBranch() {
    return handled(new Handling(handling.input(), handling.ordering(), handling.delivery(), true));
  }

  private Assignments handled(Handling other) {
    return new Assignments(
        step,
        upstream,
        reads,
        carries,
        retry,
        workers,
        concurrency,
        timeoutSeconds,
        egress,
        state,
        other,
        terms);
  }

  public Assignments inRevision(int revision) {
    return with(
        new Terms(revision, terms.image(), terms.connection(), terms.rate(), terms.editions()),
        state);
  }

  /** For messages from this revision on; for those before, these. */
  public Assignments since(int first, Assignments... earlier) {
    return edited(
        new Editions(
            first, 1, false, java.util.Arrays.stream(earlier).map(Assignments::build).toList()));
  }

  /** No message of a later revision comes. */
  public Assignments closed() {
    var now = terms.editions();
    return edited(new Editions(now.since(), now.road(), true, now.earlier()));
  }

  private Assignments edited(Editions editions) {
    return with(
        new Terms(terms.revision(), terms.image(), terms.connection(), terms.rate(), editions),
        state);
  }

  public Assignments image(ImageDigest image) {
    return with(new Terms(terms.revision(), image, terms.connection(), terms.rate(), terms.editions()), state);
  }

  public Assignments connected(String connection) {
    var name = new ConnectionName(connection);
    return with(new Terms(terms.revision(), terms.image(), name, terms.rate(), terms.editions()), state);
  }

  public Assignments rated(Rate rate) {
    return with(new Terms(terms.revision(), terms.image(), terms.connection(), rate, terms.editions()), state);
  }

  public Assignments in(State other) {
    return with(terms, other);
  }

  private Assignments with(Terms others, State otherState) {
    return new Assignments(
        step,
        upstream,
        reads,
        carries,
        retry,
        workers,
        concurrency,
        timeoutSeconds,
        egress,
        otherState,
        handling,
        others);
  }

  public StepAssignment build() {
    return new StepAssignment(
        new OrganizationName("acme"),
        FLOW,
        new FlowName("orders"),
        terms.revision(),
        new StepName(step),
        state,
        VersionRef.parse("tributary/transform@1.0.0"),
        terms.image(),
        new Operation(upstream == null ? "trigger" : "action", "run", "example.Run"),
        JsonNodeFactory.instance.objectNode(),
        null,
        terms.connection(),
        egress,
        upstream == null ? null : new StepName(upstream),
        handling,
        reads,
        carries,
        retry,
        new WorkerLimits(128, 1, 64),
        workers,
        concurrency,
        timeoutSeconds,
        terms.rate(),
        terms.editions());
  }

  private static Set<StepName> names(String... steps) {
    return java.util.Arrays.stream(steps)
        .map(StepName::new)
        .collect(java.util.stream.Collectors.toSet());
  }

  /** What few tests are about. */
  public record Terms(
      int revision,
      ImageDigest image,
      @Nullable ConnectionName connection,
      @Nullable Rate rate,
      Editions editions) {
    static final Terms FIRST =
        new Terms(1, new ImageDigest("sha256:" + "0".repeat(64)), null, null, Editions.ONLY);
  }
}
