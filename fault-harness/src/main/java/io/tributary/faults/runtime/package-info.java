/** The runtime's side of the worker conversation: workers are child processes. */
@NullMarked
package io.tributary.faults.runtime;

import org.jspecify.annotations.NullMarked;
