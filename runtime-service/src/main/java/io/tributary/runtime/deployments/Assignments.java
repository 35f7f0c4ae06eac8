package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;

/** What step runners hear; in the transaction that causes it. */
interface Assignments {
  void tell(StepAssignment assignment);

  /** The step ends; its workers go. */
  void end(FlowId flow, StepName step);
}
