/** A component host that does what the message tells it to, good or bad. */
@NullMarked
package io.tributary.faults.host;

import org.jspecify.annotations.NullMarked;
