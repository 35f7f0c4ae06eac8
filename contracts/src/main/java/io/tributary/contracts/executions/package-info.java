/**
 * What step runners tell of each message they ended; the runtime fills its execution view from it,
 * behind the message path.
 */
@NullMarked
package io.tributary.contracts.executions;

import org.jspecify.annotations.NullMarked;
