/**
 * Evaluates a step's mapping, JSONata written by a tenant: hostile until shown otherwise. It runs
 * here, inside the tenant's own sandbox, bounded in time and depth; what slips through the bounds
 * (one call of a function that never returns) is ended with the process by the session's watch.
 */
@NullMarked
package io.tributary.host.mapping;

import org.jspecify.annotations.NullMarked;
