package io.tributary.runner.workers;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.io.IOException;

/** Secrets of steps' connections, lent for minutes. */
public interface Connections {

  /**
   * The connection that messages of this revision need at the step; for memory only.
   *
   * @throws IOException where nobody can say whether it may be lent
   */
  Lending lease(FlowId flow, StepName step, int revision) throws IOException, InterruptedException;
}
