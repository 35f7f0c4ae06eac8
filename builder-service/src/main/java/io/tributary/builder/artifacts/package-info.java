/**
 * The builds' only way to libraries: a read-through proxy over a Unix socket per build.
 *
 * <p>What begins with our own group comes from the platform's own shelf and is never asked for
 * outside; everything else comes from one upstream, its checksum verified, and is kept. It must not
 * know what a build is, beyond its socket.
 */
@NullMarked
package io.tributary.builder.artifacts;

import org.jspecify.annotations.NullMarked;
