/**
 * Where a stranger's build runs: one container per build, no network, no secret, bounded.
 *
 * <p>Called by the stages. It must not know what Maven is; it starts a command with folders.
 */
@NullMarked
package io.tributary.builder.sandbox;

import org.jspecify.annotations.NullMarked;
