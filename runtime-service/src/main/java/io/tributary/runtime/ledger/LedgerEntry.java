package io.tributary.runtime.ledger;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;

/**
 * What a step did in a span of time with messages of one revision of its flow, in messages.
 *
 * @param revision 0 = it was not written down
 * @param emittedFor ended with at least one output
 * @param filtered ended without an output
 * @param failed given up: dead letters, or the error branch's
 * @param discarded taken out by a person who named their number
 * @param outputs given to each step after it
 * @param retries attempts that failed and were not the last
 * @param replayed messages that a replay put before the step, beside what the step before it gave
 */
public record LedgerEntry(
    StepName step,
    int revision,
    long emittedFor,
    long filtered,
    long failed,
    long discarded,
    long outputs,
    long retries,
    long replayed) {
  static LedgerEntry nothing(StepName step) {
    return new LedgerEntry(step, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** Both together, whatever the revisions. */
  LedgerEntry plus(LedgerEntry other) {
    return new LedgerEntry(
        step,
        0,
        emittedFor + other.emittedFor,
        filtered + other.filtered,
        failed + other.failed,
        discarded + other.discarded,
        outputs + other.outputs,
        retries + other.retries,
        replayed + other.replayed);
  }

  /** How many messages a step behind it got from it. */
  long givenTo(StepAssignment.Input input) {
    return switch (input) {
      case OUTPUT -> outputs;
      case ERRORS -> failed;
    };
  }

  public long ended() {
    return emittedFor + filtered + failed + discarded;
  }
}
