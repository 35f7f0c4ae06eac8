/**
 * Judges what is pushed: the manifest of each branch and tag, the version number it spends, and the
 * released commits it must not lose. What passes claims its version and asks for a build in the
 * transaction that stores the push. Called by the repositories as their gate.
 */
@NullMarked
package io.tributary.registry.intake;

import org.jspecify.annotations.NullMarked;
