/**
 * Evaluates JSONata that a tenant wrote: hostile until shown otherwise. Bounded in time and depth;
 * what slips through the bounds (one call of a function that never returns) must be ended with its
 * process, so only processes that may be ended evaluate: component hosts, and the runtime's own
 * child for patches.
 */
@NullMarked
package io.tributary.expressions;

import org.jspecify.annotations.NullMarked;
