/**
 * What steps gave up: listed, grouped by cause, inspected, changed as a copy, dismissed. The
 * messages lie in the flows' dead-letter topics and never change; here is what people decided about
 * them. Sending them again is the replays' work.
 */
@NullMarked
package io.tributary.runtime.deadletters;

import org.jspecify.annotations.NullMarked;
