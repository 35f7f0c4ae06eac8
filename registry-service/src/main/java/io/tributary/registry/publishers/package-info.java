/**
 * Who publishes components. A publisher's name belongs to one organization for ever; the Git
 * addresses and the marketplace are built on it. Called by members over REST and asked by
 * repositories who may push; it knows nothing of Git or versions.
 */
@NullMarked
package io.tributary.registry.publishers;

import org.jspecify.annotations.NullMarked;
