/**
 * {@code ./tributary demo}: the concept's own example told on the running platform, through the
 * same public HTTP and Git that anybody uses. Whatever it prints, it has just seen; whatever does
 * not come true ends it with a failure.
 */
@NullMarked
package io.tributary.cli.demo;

import org.jspecify.annotations.NullMarked;
