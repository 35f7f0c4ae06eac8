/**
 * What becomes of a message: windows over the partitions, order per key, attempts, dead letters,
 * and which worker has what in hand.
 *
 * <p>Called by one thread per step ({@code steps}); it neither blocks nor waits, and knows records
 * and frames but no broker and no socket. See {@code DESIGN.md}.
 */
@NullMarked
package io.tributary.runner.delivery;

import org.jspecify.annotations.NullMarked;
