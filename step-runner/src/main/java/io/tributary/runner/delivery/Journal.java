package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.steps.LogLine;

/** What is told besides the transactions: never waits, and may be lost when the broker is away. */
public interface Journal {
  void tell(StepEvent event);

  void log(LogLine line);
}
