/**
 * The registry: publishers, their Git repositories, the versions that pushes claim, and the
 * catalogue. Talks to the builder and the runtime by events only; people and the command line talk
 * to it by HTTP and Git.
 */
@NullMarked
package io.tributary.registry;

import org.jspecify.annotations.NullMarked;
