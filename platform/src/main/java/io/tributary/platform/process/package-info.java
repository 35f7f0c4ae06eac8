/**
 * Child processes that may outlive us: started, recorded with pid and start time, found again,
 * ended. Never ends a process it cannot prove to be its own.
 */
@NullMarked
package io.tributary.platform.process;

import org.jspecify.annotations.NullMarked;
