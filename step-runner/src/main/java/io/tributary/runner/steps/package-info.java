/**
 * A running step: one thread that brings the core, the step's group membership and its workers
 * together, begins anew after trouble with the broker, and drains before it ends.
 *
 * <p>Called by the runner for each assignment. It knows the broker and the workers by ports only.
 */
@NullMarked
package io.tributary.runner.steps;

import org.jspecify.annotations.NullMarked;
