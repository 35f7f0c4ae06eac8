package io.tributary.runtime.ledger;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.List;

/** The counts of all flows. */
public interface Ledger {
  /** Counts those events that were not counted yet, and remembers how far it is. */
  void count(List<Placed> events);

  /** Counts messages that a replay has put before steps; in the caller's transaction. */
  void replayed(FlowId flow, StepName step, long messages, Instant at);

  /**
   * The sums of a span, minutes that it touches counted whole; steps that did nothing are absent.
   */
  List<LedgerEntry> sums(FlowId flow, Instant since, Instant until);

  /** The same, minute by minute, oldest first. */
  List<Minute> minutes(FlowId flow, Instant since, Instant until);

  /** Folds minutes before this into days; nothing is lost but the hour. */
  int fold(Instant before);

  /** An event and the place of its record, which holds others too. */
  record Placed(StepEvent event, int partition, long offset) {}

  record Minute(Instant at, LedgerEntry entry) {}
}
