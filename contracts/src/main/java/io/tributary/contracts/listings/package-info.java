/** What the registry tells everybody of a component version, by a compacted topic. */
@NullMarked
package io.tributary.contracts.listings;

import org.jspecify.annotations.NullMarked;
