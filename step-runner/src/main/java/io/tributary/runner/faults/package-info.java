/**
 * Instants at which a fault test ends the process: between two deeds that a crash must not part.
 *
 * <p>Called by everything that does such deeds. It knows nothing of them, and does nothing unless
 * the environment names a point.
 */
@NullMarked
package io.tributary.runner.faults;

import org.jspecify.annotations.NullMarked;
