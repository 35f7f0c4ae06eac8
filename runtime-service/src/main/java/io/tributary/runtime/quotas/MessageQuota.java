package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;

/** The quotas of messages, for what does not come through the door. */
public interface MessageQuota {

  /** Whether the flow's organization has had its messages: no poll is to bring more. */
  boolean isUsedUp(FlowId flow);

  /** A step gave so many messages on; they count where it is a polled trigger. */
  void gave(FlowId flow, StepName step, long messages);
}
