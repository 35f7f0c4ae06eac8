/**
 * A worker's only way out: a proxy on its egress socket that reaches granted hosts and nothing
 * else.
 *
 * <p>Called by {@code workers} for each worker. It resolves names itself, holds every address
 * against its own table of refused ranges, and connects to the address it has checked; it must not
 * trust anything a worker says, nor know what passes through.
 */
@NullMarked
package io.tributary.runner.egress;

import org.jspecify.annotations.NullMarked;
