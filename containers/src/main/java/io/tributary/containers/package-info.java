/**
 * Runs an image by digest, confined: the port {@link io.tributary.containers.Containers} and its
 * words.
 *
 * <p>Called by the builder (compiling strangers' source) and the runtime (a step's workers). Both
 * adapters promise the same confinement, and one contract test holds them to it. This package must
 * not know what the image does or whose it is.
 */
@NullMarked
package io.tributary.containers;

import org.jspecify.annotations.NullMarked;
