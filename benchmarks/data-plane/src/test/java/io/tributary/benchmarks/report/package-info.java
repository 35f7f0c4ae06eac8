/** Tests of the harness: what it computes and writes, without a broker. */
@NullMarked
package io.tributary.benchmarks.report;

import org.jspecify.annotations.NullMarked;
