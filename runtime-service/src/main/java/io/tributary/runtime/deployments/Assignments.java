package io.tributary.runtime.deployments;

import io.tributary.contracts.steps.StepAssignment;

/** What step runners hear; in the transaction that causes it. */
interface Assignments {
  void tell(StepAssignment assignment);

  /** The step ends on this road; its workers go. */
  void end(StepAssignment road);
}
