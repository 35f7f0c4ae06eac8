/**
 * The training of an image's start cache: a host of that image is led through a message of its own,
 * and its JVM keeps what it loaded and linked meanwhile.
 *
 * <p>Started instead of the host, once for an image, in a container that has nothing but a socket.
 * Nothing of the component is called or initialized; its classes are loaded. Must not know who asks
 * for the cache, nor where it is kept.
 */
@NullMarked
package io.tributary.host.training;

import org.jspecify.annotations.NullMarked;
