/**
 * One conversation with the runner, from {@code HELLO} to the last {@code DONE}: it holds both
 * sides to the protocol, calls the component on virtual threads and turns what it does into frames.
 *
 * <p>Called by the process's main class over a socket, and by the testkit over a pipe. It must not
 * know where its bytes come from.
 */
@NullMarked
package io.tributary.host.session;

import org.jspecify.annotations.NullMarked;
