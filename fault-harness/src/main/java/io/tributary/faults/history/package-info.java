/** What was sent and what was read, and the checker that compares both. */
@NullMarked
package io.tributary.faults.history;

import org.jspecify.annotations.NullMarked;
