/** Messages that were given up, read from the flow's dead-letter topic where they stand. */
@NullMarked
package io.tributary.runtime.deadletters;

import org.jspecify.annotations.NullMarked;
