/**
 * Puts an image together with Jib: base, host, dependencies, component; the same input gives the
 * same digest.
 *
 * <p>Called by the stages. It must not know where the parts came from.
 */
@NullMarked
package io.tributary.builder.image;

import org.jspecify.annotations.NullMarked;
