/**
 * Which system calls strangers' code may make, once, and said twice: as a program for bubblewrap
 * and as a profile for a Docker engine.
 *
 * <p>The engine's own default profile is as old as the engine: Debian's 20.10 lets a container open
 * a vsock, which no network namespace confines.
 */
@NullMarked
package io.tributary.containers.seccomp;

import org.jspecify.annotations.NullMarked;
