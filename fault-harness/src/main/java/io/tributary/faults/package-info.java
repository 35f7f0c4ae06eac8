/**
 * The proof of delivery: real brokers, real step runners and worker hosts as processes, faults
 * drawn from a seed, and a checker of what was sent against what arrived.
 */
@NullMarked
package io.tributary.faults;

import org.jspecify.annotations.NullMarked;
