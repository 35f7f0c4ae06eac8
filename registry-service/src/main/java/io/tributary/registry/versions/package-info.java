/**
 * Component versions from their claim to the shelf and off it again: the states, their transitions,
 * and what a finished build means for them. Called by the intake of pushes and by the builder's
 * news; it knows nothing of Git.
 */
@NullMarked
package io.tributary.registry.versions;

import org.jspecify.annotations.NullMarked;
