/**
 * The closed requests that a step runner may put to the runtime: start and end a worker, lease a
 * connection.
 */
@NullMarked
package io.tributary.contracts.workers;

import org.jspecify.annotations.NullMarked;
