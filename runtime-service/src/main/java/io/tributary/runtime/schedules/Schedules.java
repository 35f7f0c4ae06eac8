package io.tributary.runtime.schedules;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.util.Optional;

/** The schedules of all deployed polling triggers. */
public interface Schedules {
  /** Keeps this as the flow's only schedule; how far the same step's earlier one was stays. */
  void open(FlowId flow, StepName step, int revision, Timing timing);

  /** From now on the flow gets no ticks. */
  void close(FlowId flow);

  Optional<Schedule> ofFlow(FlowId flow);

  /** A tick beside the timing, as soon as it may be made; asking again before it is one tick. */
  void ask(FlowId flow);
}
