/**
 * Start caches of Java images: what a JVM loaded and linked once, kept beside the image by its
 * digest, so that a worker's start and first message need not do it again.
 *
 * <p>Called by the builder (after an image was made) and the runtime (where a cache is missing). A
 * cache is made in a container of its image and is a stranger's file: it is only ever given to
 * containers of the same digest. This package must not know what the image's component does.
 */
@NullMarked
package io.tributary.containers.starts;

import org.jspecify.annotations.NullMarked;
