/**
 * The processes of a run: the broker, child JVMs, their CPU time. Each is ended by its own handle.
 */
@NullMarked
package io.tributary.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
