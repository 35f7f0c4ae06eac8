/**
 * The audit logs: one chain of entries for each organization, and one for what concerns none. Each
 * entry is hashed with the one before it, so that a changed, removed or inserted one is found.
 */
@NullMarked
package io.tributary.registry.audit;

import org.jspecify.annotations.NullMarked;
