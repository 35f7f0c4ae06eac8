/**
 * The step runner's process: settings, and the parts put together.
 *
 * <p>Started by the platform, by hand, or as a sidecar. It holds assignments, and one step for each
 * that is to run. {@code DESIGN.md} says how the parts meet and why.
 */
@NullMarked
package io.tributary.runner;

import org.jspecify.annotations.NullMarked;
