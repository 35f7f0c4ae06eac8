/** The figures: how each is measured, and where the values of all rounds are kept. */
@NullMarked
package io.tributary.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
