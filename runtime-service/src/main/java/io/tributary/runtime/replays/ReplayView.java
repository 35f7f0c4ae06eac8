package io.tributary.runtime.replays;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A replay, or what one would do.
 *
 * @param id absent where it was only a preview
 * @param steps that run again; only in the answer to who asks for it
 * @param leftOut dead letters that were meant and are not part of it: they stay open; only there
 *     too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayView(
    @Nullable String id,
    @Nullable FlowName flow,
    long total,
    int sent,
    @Nullable String state,
    @Nullable Integer perSecond,
    @Nullable String requestedBy,
    @Nullable Instant requestedAt,
    @Nullable Instant endedAt,
    @Nullable List<PreviewReplay.Again> steps,
    @Nullable List<LeftOutView> leftOut) {

  /**
   * Dead letters of one step that cannot be sent.
   *
   * @param flowId beside the name: a removed flow has none
   * @param code {@code step-removed}, {@code flow-removed} or {@code start-gone}
   * @param revision of the flow that is deployed; absent where none is
   * @param message why
   * @param advice what can be done with them
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LeftOutView(
      @Nullable FlowName flow,
      FlowId flowId,
      StepName step,
      long letters,
      String code,
      @Nullable Integer revision,
      String message,
      String advice) {}
}
