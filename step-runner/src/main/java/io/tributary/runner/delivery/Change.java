package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.State;
import java.util.List;

/** What follows for a running step from another assignment. */
public enum Change {
  /** Only numbers differ: nobody is replaced. */
  ADJUST,

  /** What the workers do differs: they are replaced one after the other; the consumer stays. */
  REPLACE,

  /** Where messages come from, their order or their delivery differs: it begins anew. */
  RESTART;

  public static Change between(StepAssignment before, StepAssignment next) {
    boolean sameRoad =
        before.state() == State.RUNNING
            && next.state() == State.RUNNING
            && road(before).equals(road(next));
    if (!sameRoad) {
      return RESTART;
    }
    return before.isSameWorkAs(next) ? ADJUST : REPLACE;
  }

  private static List<Object> road(StepAssignment assignment) {
    return List.of(
        assignment.organization(),
        assignment.flow(),
        assignment.step(),
        assignment.inputTopic(),
        assignment.editions().road(),
        assignment.handling());
  }
}
