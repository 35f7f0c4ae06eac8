package io.tributary.runtime.deployments;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.RetryPolicy;
import io.tributary.contracts.steps.StepAssignment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow as the API shows it.
 *
 * @param revision the newest
 * @param deployed the revision that runs, absent where none does
 * @param state {@code planned}, {@code starting}, {@code running}, {@code paused}, {@code failed}
 * @param hook the webhook's address where the trigger is one and it is deployed
 * @param schedule when the trigger is polled where it is and the flow is deployed
 * @param changed after a PUT: whether it made a new revision
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FlowView(
    FlowId id,
    FlowName name,
    int revision,
    @Nullable Integer deployed,
    String state,
    Instant stateSince,
    @Nullable String stateReason,
    @Nullable String hook,
    @Nullable ScheduleView schedule,
    @Nullable Boolean changed,
    List<StepView> steps) {

  /** One step of the newest revision, its component pinned. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StepView(
      StepName step,
      VersionRef component,
      ImageDigest image,
      String operation,
      @Nullable StepName after,
      @Nullable ConnectionName connection,
      StepAssignment.Workers workers,
      int concurrency,
      StepAssignment.Handling handling,
      RetryPolicy retry,
      StepAssignment.@Nullable Rate rate) {
    static StepView of(StepAssignment step) {
      return new StepView(
          step.step(),
          step.component(),
          step.image(),
          step.operation().name(),
          step.upstream(),
          step.connection(),
          step.workers(),
          step.concurrency(),
          step.handling(),
          step.retry(),
          step.rate());
    }
  }

  static FlowView of(
      Deployment deployment,
      List<StepAssignment> steps,
      @Nullable String hook,
      @Nullable ScheduleView schedule,
      @Nullable Boolean changed) {
    var state = StateColumns.of(deployment.state());
    var deployed = deployment.deployed();
    return new FlowView(
        deployment.flow(),
        deployment.name(),
        deployment.revision(),
        deployed.isPresent() ? deployed.getAsInt() : null,
        state.word(),
        deployment.state().since(),
        state.reason(),
        hook,
        schedule,
        changed,
        steps.stream().map(StepView::of).toList());
  }
}
