/** The one place where ids are made. */
@NullMarked
package io.tributary.foundation.ids;

import org.jspecify.annotations.NullMarked;
