/**
 * Containers without an engine: the same image's layers, unpacked, under bubblewrap, with control
 * groups and a seccomp filter of our own.
 *
 * <p>What bubblewrap does not do (limits, a real unprivileged user under root, port numbers below
 * 1024 on loopback) is done here, around it. Where one of these cannot be had, nothing is started.
 */
@NullMarked
package io.tributary.containers.bubblewrap;

import org.jspecify.annotations.NullMarked;
