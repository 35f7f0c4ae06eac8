package io.tributary.runner.workers;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.workers.ConnectionLease;
import java.io.IOException;

/** Secrets of steps' connections, lent for minutes. */
public interface Connections {

  /**
   * The connection that messages of this revision need at the step; for memory only.
   */
  ConnectionLease lease(FlowId flow, StepName step, int revision) throws IOException, InterruptedException;
}
