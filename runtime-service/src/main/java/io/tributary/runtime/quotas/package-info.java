/**
 * Counts what an organization's flows use of its quotas, and says where they are used up. Asked by
 * the door, the ticks, deploying and the start of workers; knows none of them.
 */
@NullMarked
package io.tributary.runtime.quotas;

import org.jspecify.annotations.NullMarked;
