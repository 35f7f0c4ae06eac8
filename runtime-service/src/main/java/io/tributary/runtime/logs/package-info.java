/**
 * Lines that a flow's steps logged, read from the flow's log topic where they stand. No consumer
 * group, no copy.
 */
@NullMarked
package io.tributary.runtime.logs;

import org.jspecify.annotations.NullMarked;
