/**
 * Git over HTTP, on JGit alone: no native git, no checkout, no configuration but ours. A push lands
 * in a quarantine first; the {@link io.tributary.registry.repositories.PushGate} judges it, and
 * only then do its objects and refs enter the repository. Called by stock git clients and by the
 * builder; it knows publishers, and nothing of manifests or versions.
 */
@NullMarked
package io.tributary.registry.repositories;

import org.jspecify.annotations.NullMarked;
