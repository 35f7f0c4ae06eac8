package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;

/**
 * Dead letters that a replay cannot send, and why. They stay open: to be read, dismissed, or sent
 * in another way.
 */
record LeftOut(FlowId flow, StepName step, long letters, Reason reason) {

  /** Why, with what a person can do. */
  enum Reason {
    STEP_REMOVED(
        "step-removed",
        "the flow that is deployed does not have this step",
        "Replay them from the start, read them, or dismiss them."),
    FLOW_REMOVED("flow-removed", "the flow was removed", "Dismiss them."),
    START_GONE(
        "start-gone",
        "what their trigger took is not kept any more, or came by another trigger",
        "Read them, replay them at their step where the flow has it, or dismiss them.");

    private final String code;
    private final String text;
    private final String advice;

    Reason(String code, String text, String advice) {
      this.code = code;
      this.text = text;
      this.advice = advice;
    }

    /** Stable, for programs. */
    String code() {
      return code;
    }

    String text() {
      return text;
    }

    String advice() {
      return advice;
    }
  }
}
