/** The one data source, and the migration of each service's own schema. */
@NullMarked
package io.tributary.foundation.persistence;

import org.jspecify.annotations.NullMarked;
