/** Lets go of messages that every step has passed and that nobody may replay any more. */
@NullMarked
package io.tributary.runtime.retention;

import org.jspecify.annotations.NullMarked;
