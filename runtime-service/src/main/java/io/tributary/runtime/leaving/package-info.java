/**
 * What organizations own in the runtime's tables, and in its topics beside dead letters; deleted
 * when they have left. What a feature keeps elsewhere it says itself, in a bean beside its data;
 * the order of them all: secrets, flows, files and positions, rows, published versions, and the
 * flows' own rows at last.
 */
@NullMarked
package io.tributary.runtime.leaving;

import org.jspecify.annotations.NullMarked;
