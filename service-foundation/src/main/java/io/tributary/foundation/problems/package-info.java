/** Refusals on their way out: one exception type, one place that turns it into problem+json. */
@NullMarked
package io.tributary.foundation.problems;

import org.jspecify.annotations.NullMarked;
