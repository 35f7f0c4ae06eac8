/**
 * The process in every Java component's image: it connects to the step runner's socket, loads the
 * component's class and calls it for each message.
 *
 * <p>It stands inside a stranger's image and its tenant's sandbox, so it is small, starts fast and
 * knows nothing but a socket: no broker, no service, no credential but the assignment's, which
 * stays in memory.
 */
@NullMarked
package io.tributary.host;

import org.jspecify.annotations.NullMarked;
