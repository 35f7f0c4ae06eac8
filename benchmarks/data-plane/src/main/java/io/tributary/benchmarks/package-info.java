/**
 * Measures the data plane beside its peers. Started by {@code benchmarks/data-plane/run}; nothing
 * of the product knows it.
 */
@NullMarked
package io.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
