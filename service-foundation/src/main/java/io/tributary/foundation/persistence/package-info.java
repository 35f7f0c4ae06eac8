/**
 * The way to the database, and the migration of each service's own schema. Adapters get at it
 * through {@link io.tributary.foundation.persistence.Database} alone; whose rows they may touch is
 * a {@link io.tributary.foundation.persistence.Reach}. Nothing else may know JDBC's data sources.
 */
@NullMarked
package io.tributary.foundation.persistence;

import org.jspecify.annotations.NullMarked;
