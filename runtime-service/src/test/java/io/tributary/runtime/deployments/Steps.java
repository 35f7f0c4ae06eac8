package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.WorkerLimits;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Builds what step runners are told; shows only what a test is about. */
public record Steps(
    String name, @Nullable String upstream, int revision, char image, StepAssignment.Input input) {
  public static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");

  public static Steps aStep(String name) {
    return new Steps(name, null, 1, '0', StepAssignment.Input.OUTPUT);
  }

  public Steps after(String step) {
    return new Steps(name, step, revision, image, input);
  }

  public Steps in(int number) {
    return new Steps(name, upstream, number, image, input);
  }

  public Steps image(char digit) {
    return new Steps(name, upstream, revision, digit, input);
  }

  /** Takes what the step before gives up. */
  public Steps catching() {
    return new Steps(name, upstream, revision, image, StepAssignment.Input.ERRORS);
  }

  public StepAssignment build() {
    return new StepAssignment(
        new OrganizationName("acme"),
        FLOW,
        new FlowName("website-leads"),
        revision,
        new StepName(name),
        StepAssignment.State.RUNNING,
        VersionRef.parse("northwind/cms-push@1.0.0"),
        new ImageDigest("sha256:" + String.valueOf(image).repeat(64)),
        new StepAssignment.Operation(upstream == null ? "trigger" : "action", "run", "a.Run"),
        JsonNodeFactory.instance.objectNode(),
        null,
        null,
        List.of(),
        upstream == null ? null : new StepName(upstream),
        new StepAssignment.Handling(
            input,
            StepAssignment.Ordering.KEY,
            StepAssignment.Delivery.EXACTLY_ONCE,
            StepAssignment.Handling.DEFAULT.errorBranch()),
        Set.of(),
        Set.of(),
        RetryPolicy.DEFAULT,
        new WorkerLimits(128, 1, 64),
        StepAssignment.Workers.fixed(1),
        16,
        30,
        null,
        StepAssignment.Editions.ONLY);
  }
}
