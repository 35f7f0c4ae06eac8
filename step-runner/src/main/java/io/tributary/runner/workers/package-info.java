/**
 * Workers of a step from the outside: a folder with sockets and a token, a container asked of the
 * runtime, the handshake, and another one in its place when it goes.
 *
 * <p>Called by {@code steps} through its ports. Nothing here knows Kafka, and nothing a host says
 * is believed before it has been checked.
 */
@NullMarked
package io.tributary.runner.workers;

import org.jspecify.annotations.NullMarked;
