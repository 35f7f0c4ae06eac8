package io.tributary.runtime.ledger;

import io.tributary.contracts.names.StepName;

/**
 * What a step did in a span of time, in messages.
 *
 * @param emittedFor ended with at least one output
 * @param filtered ended without an output
 * @param failed given up: dead letters, or the error branch's
 * @param outputs given to each step after it
 * @param retries attempts that failed and were not the last
 */
public record LedgerEntry(
    StepName step, long emittedFor, long filtered, long failed, long outputs, long retries) {
  public long ended() {
    return emittedFor + filtered + failed;
  }
}
