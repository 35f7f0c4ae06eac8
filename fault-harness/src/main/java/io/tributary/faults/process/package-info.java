/**
 * Child processes: Java programs of this class path, started, killed, stopped and ended by their
 * own id.
 */
@NullMarked
package io.tributary.faults.process;

import org.jspecify.annotations.NullMarked;
