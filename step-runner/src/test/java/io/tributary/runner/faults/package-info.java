/** Tests of the fault points; the fault harness proves that they end a process. */
@NullMarked
package io.tributary.runner.faults;

import org.jspecify.annotations.NullMarked;
