/**
 * Containers by a Docker engine.
 *
 * <p>The only package that knows docker-java. Images come from the store on disk, never from a
 * registry.
 */
@NullMarked
package io.tributary.containers.docker;

import org.jspecify.annotations.NullMarked;
