package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import java.util.HashMap;
import java.util.Map;

/**
 * How often targets may be asked: all steps of one runner with the same organization and connection
 * share one budget. A step without a connection has one of its own. For all threads.
 */
public final class RateBudgets {
  private final Map<String, RateBudget> budgets = new HashMap<>();

  /** The step's share of its connection's budget; to be closed when the step lets go of it. */
  synchronized RateBudget.Share join(StepAssignment assignment, long now) {
    budgets.values().removeIf(budget -> budget.isForgettable(now));
    return budgets
        .computeIfAbsent(account(assignment), _ -> new RateBudget())
        .join(assignment.rate(), now);
  }

  static String account(StepAssignment assignment) {
    var owner = assignment.organization() + "/";
    return assignment.connection() == null
        ? owner + "step/" + StepAssignment.key(assignment.flow(), assignment.step())
        : owner + "connection/" + assignment.connection();
  }
}
