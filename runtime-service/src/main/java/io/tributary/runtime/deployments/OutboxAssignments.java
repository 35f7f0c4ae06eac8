package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.outbox.Outbox;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Assignments through the outbox, so that what is stored and what is told never differ. */
@Component
final class OutboxAssignments implements Assignments {
  private final Outbox outbox;

  OutboxAssignments(@Qualifier("runtimeOutbox") Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void tell(StepAssignment assignment) {
    outbox.add(
        StepAssignment.TOPIC, StepAssignment.key(assignment.flow(), assignment.step()), assignment);
  }

  @Override
  public void end(FlowId flow, StepName step) {
    outbox.addTombstone(StepAssignment.TOPIC, StepAssignment.key(flow, step));
  }
}
