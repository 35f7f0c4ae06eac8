/** How often one may ask: by address, person and organization, in this process's memory. */
@NullMarked
package io.tributary.foundation.limits;

import org.jspecify.annotations.NullMarked;
