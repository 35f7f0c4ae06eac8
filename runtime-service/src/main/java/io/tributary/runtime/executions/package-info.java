/**
 * The view of what happened: filled behind the messages from the runners' step events, in batches,
 * with retention. Nothing on the message path waits for it.
 */
@NullMarked
package io.tributary.runtime.executions;

import org.jspecify.annotations.NullMarked;
