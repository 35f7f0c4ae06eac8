package io.tributary.runtime.deployments;

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
    outbox.add(StepAssignment.TOPIC, assignment.key(), assignment);
  }

  @Override
  public void end(StepAssignment road) {
    outbox.addTombstone(StepAssignment.TOPIC, road.key());
  }
}
