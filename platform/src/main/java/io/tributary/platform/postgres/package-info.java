/**
 * The embedded PostgreSQL: unpacked once, initialised once, one role and database for each owner.
 * Speaks JDBC only to prepare and to ask for health.
 */
@NullMarked
package io.tributary.platform.postgres;

import org.jspecify.annotations.NullMarked;
