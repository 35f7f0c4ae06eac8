package io.tributary.runtime.ledger;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import java.util.Map;

/**
 * What a step did in a span of time, in messages.
 *
 * @param emittedFor ended with at least one output
 * @param filtered ended without an output
 * @param failed given up: dead letters, or the error branch's
 * @param outputs given to each step after it
 * @param retries attempts that failed and were not the last
 * @param replayed messages that a replay put before the step, beside what the step before it gave
 */
public record LedgerEntry(
    StepName step,
    long emittedFor,
    long filtered,
    long failed,
    long outputs,
    long retries,
    long replayed) {
  static LedgerEntry of(StepName step, Map<StepName, LedgerEntry> entries) {
    return entries.getOrDefault(step, new LedgerEntry(step, 0, 0, 0, 0, 0, 0));
  }

  /** How many messages a step behind it got from it. */
  long givenTo(StepAssignment.Input input) {
    return switch (input) {
      case OUTPUT -> outputs;
      case ERRORS -> failed;
    };
  }

  public long ended() {
    return emittedFor + filtered + failed;
  }
}
