/** The one JSON mapper of the services. */
@NullMarked
package io.tributary.foundation.json;

import org.jspecify.annotations.NullMarked;
