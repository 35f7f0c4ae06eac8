/**
 * Counts what each step did, by the minute, from the step runners' events: received = emitted for +
 * filtered + failed + waiting. Each event is counted once, whatever is delivered twice.
 */
@NullMarked
package io.tributary.runtime.ledger;

import org.jspecify.annotations.NullMarked;
